import type { Icon as TablerIcon } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { removeLogo } from '../../../api/organizations.ts'
import { useWrite } from '../../lib/query.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { toast } from '../../ui/toast.tsx'

/** *Entfernen*: asks first, since the file is gone then. */
export function RemoveLogo({ locked, icon }: { locked: string | undefined; icon: TablerIcon }) {
  const { t } = useTranslation('organizations')
  const [asking, setAsking] = useState(false)
  const write = useWrite(removeLogo, 'identity')
  const close = () => setAsking(false)
  const remove = () =>
    write.mutate(
      {},
      {
        onSuccess: () => {
          close()
          toast.done(t('logo.removed'))
        },
        onError: toast.failed,
      },
    )
  return (
    <>
      <Button kind="quiet" icon={icon} locked={locked} onClick={() => setAsking(true)}>
        {t('logo.remove')}
      </Button>
      {asking && (
        <Confirm
          title={t('logo.question')}
          action={t('logo.confirm')}
          danger
          busy={write.isPending}
          onConfirm={remove}
          onCancel={close}
        >
          <p>{t('logo.effect')}</p>
        </Confirm>
      )}
    </>
  )
}
