import { useCallback } from 'react'
import { endSession } from '../../api/identity.ts'
import { call } from '../lib/client.ts'
import { useGo } from '../lib/location.ts'
import { queryClient } from '../lib/query.ts'
import { forgetRecent } from '../lib/recent.ts'
import { paths } from '../paths.ts'
import { toast } from '../ui/toast.tsx'

/** Ends the session and forgets everything that was read. */
export function useSignOut(): () => Promise<void> {
  const go = useGo()
  return useCallback(async () => {
    try {
      await call(endSession, {})
      go(paths.signIn(), { replace: true })
      queryClient.clear()
      forgetRecent()
    } catch (error) {
      toast.failed(error)
    }
  }, [go])
}
