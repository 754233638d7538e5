import { useTranslation } from 'react-i18next'
import { useMe } from '../../lib/session.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { DisplaySettings } from './display-settings.tsx'
import { Memberships } from './memberships.tsx'
import { PasswordSettings } from './password-settings.tsx'
import { PersonSettings } from './person-settings.tsx'
import css from './settings.module.css'
import { SignIns } from './sign-ins.tsx'

/** Own settings: nobody else can change them (PPL-1, PPL-6, PPL-10). */
export function SettingsPage() {
  const { t } = useTranslation('identity')
  const me = useMe()
  return (
    <>
      <PageHead title={t('settings.title')} />
      <div className={css['page']}>
        <div className={css['column']}>
          <PersonSettings person={me.person} />
          <PasswordSettings person={me.person} />
          <SignIns />
        </div>
        <div className={css['column']}>
          <DisplaySettings />
          <Memberships me={me} />
        </div>
      </div>
    </>
  )
}
