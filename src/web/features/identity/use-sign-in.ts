import { type UseMutationResult, useMutation } from '@tanstack/react-query'
import type { BodyInputOf, ResultOf } from '../../../api/endpoint.ts'
import { createSession } from '../../../api/identity.ts'
import { call } from '../../lib/client.ts'
import { useGo, useSearchState } from '../../lib/location.ts'
import { queryClient } from '../../lib/query.ts'
import { paths } from '../../paths.ts'

export type Credentials = BodyInputOf<typeof createSession>
export type SignIn = UseMutationResult<ResultOf<typeof createSession>, Error, Credentials>

/** Signs in and goes where one wanted to, else to the organisation used last. */
export function useSignIn(): SignIn {
  const go = useGo()
  const [{ next }] = useSearchState()
  return useMutation({
    mutationFn: (body: Credentials) => call(createSession, { body }),
    onSuccess: ({ landing }) => {
      queryClient.clear()
      go(isOwnAddress(next) ? next : landing === null ? paths.root() : paths.home(landing), { replace: true })
    },
  })
}

// an address of another site must not be reached through the sign-in
function isOwnAddress(address: string | undefined): address is string {
  return address !== undefined && /^\/(?![/\\])/.test(address)
}
