import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useOrganization } from '../lib/session.tsx'
import { Brand } from '../ui/brand.tsx'
import { LogoPicture } from '../ui/logo-picture.tsx'
import css from './shell-head.module.css'

/** What stands at the very top: the logo of the acting organisation, its own or an inherited one, or ours (TEN-2, BRA-1). */
export function ShellHead() {
  const { t } = useTranslation('shell')
  const { handle, organization } = useOrganization()
  const { logo } = organization
  // of a picture that could not be loaded: another one is tried again
  const [missing, setMissing] = useState<string | null>(null)
  if (logo === null || logo.id === missing) return <Brand />
  return (
    <>
      <span className={css['logo']}>
        <LogoPicture
          logo={logo}
          handle={handle}
          alt={t('logo', { organization: logo.organization.name })}
          onMissing={() => setMissing(logo.id)}
        />
      </span>
      {/* in a bar as narrow as an icon a logo is not to be read */}
      <span className={css['mark']}>
        <Brand />
      </span>
    </>
  )
}
