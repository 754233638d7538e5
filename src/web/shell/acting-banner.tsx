import { IconArrowBackUp, IconUserShare } from '@tabler/icons-react'
import { Trans, useTranslation } from 'react-i18next'
import { useMe, useOrganization } from '../lib/session.tsx'
import { shortName } from '../lib/short-name.ts'
import { paths } from '../paths.ts'
import { ButtonLink } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import css from './acting-banner.module.css'

/** Says across the top that one works as somebody else: who, with whose rights, the way back (ACC-3). */
export function ActingBanner() {
  const { t } = useTranslation('shell')
  const { person } = useMe()
  const { home, organization } = useOrganization()
  if (!home) return null
  return (
    <div className={css['banner']} role="status">
      <Icon of={IconUserShare} />
      <span className={css['who']}>
        <Trans t={t} i18nKey="acting.who" values={{ organization: organization.name }} components={{ b: <b /> }} />
      </span>
      <span className={css['more']}>{t('acting.rights', { person: person.name, home: home.name })}</span>
      <ButtonLink className={css['back']} icon={IconArrowBackUp} to={paths.home(home.handle)}>
        <span>
          {t('acting.back')} <span className={css['more']}>{t('acting.to', { home: shortName(home.name) })}</span>
        </span>
      </ButtonLink>
    </div>
  )
}
