import { IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../../api/imports.ts'
import { Button } from '../../ui/button.tsx'
import type { Mapping } from './use-mapping.ts'

/** Back without the choices, or on with them. */
export function MappingActions({ record, mapping }: { record: Import; mapping: Mapping }) {
  const { t } = useTranslation(['imports', 'common'])
  // what was not checked has to be, changed or not
  const idle = !mapping.dirty && record.status !== 'failed' && record.status !== 'cancelled'
  return (
    <>
      <Button kind={idle ? 'default' : 'quiet'} onClick={mapping.discard}>
        {idle ? t('action.back') : t('common:action.cancel')}
      </Button>
      {!idle && (
        <Button kind="primary" icon={IconRefresh} busy={mapping.busy} onClick={mapping.apply}>
          {t('action.repeat')}
        </Button>
      )}
    </>
  )
}
