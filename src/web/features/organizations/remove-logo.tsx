import { IconTrash } from '@tabler/icons-react'
import { type RefObject, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { removeLogo } from '../../../api/organizations.ts'
import { useWrite } from '../../lib/query.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { toast } from '../../ui/toast.tsx'

interface RemoveLogoProps {
  locked: string | undefined
  /** where the focus goes, since this button goes with the logo */
  back: RefObject<HTMLButtonElement | null>
  onRemoved: () => void
}

/** *Entfernen*: asks first, since the file is gone then. */
export function RemoveLogo({ locked, back, onRemoved }: RemoveLogoProps) {
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
          onRemoved()
          // once the dialog has let go of it
          setTimeout(() => back.current?.focus())
          toast.done(t('logo.removed'))
        },
        onError: toast.failed,
      },
    )
  return (
    <>
      <Button kind="quiet" icon={IconTrash} locked={locked} onClick={() => setAsking(true)}>
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
