import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useOrganization } from '../../lib/session.tsx'
import { DropArea } from '../../ui/drop-area.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import css from './branding.module.css'
import { LogoSettings } from './logo-settings.tsx'
import { useSetLogo } from './use-set-logo.ts'

/** How the organisation looks to its people and to those below (BRA-1). */
export function BrandingPage() {
  const { t } = useTranslation('organizations')
  const { organization } = useOrganization()
  const setting = useSetLogo()
  const [several, setSeveral] = useState(false)
  const take = (files: readonly File[]) => {
    const [file] = files
    const one = files.length === 1 && file !== undefined
    setSeveral(!one)
    if (one) setting.send(file)
  }
  return (
    <DropArea enabled={organization.can.brand.ok && !setting.busy} onFiles={take}>
      {(over) => (
        <>
          <PageHead title={t('title')} />
          <div className={css['body']}>
            <LogoSettings
              over={over}
              busy={setting.busy}
              wrong={several ? t('logo.several') : setting.wrong}
              onAgain={several ? null : setting.again}
              onFile={(file) => take([file])}
              onRemoved={() => {
                setSeveral(false)
                setting.clear()
              }}
            />
          </div>
        </>
      )}
    </DropArea>
  )
}
