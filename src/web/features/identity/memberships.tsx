import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { acceptMembership, leaveOrganization, type Me } from '../../../api/identity.ts'
import { useGo } from '../../lib/location.ts'
import { useWrite } from '../../lib/query.ts'
import { useRoleWords } from '../../lib/role-words.ts'
import { useHandle } from '../../lib/session.tsx'
import { shownKind } from '../../lib/shown-kind.ts'
import { paths } from '../../paths.ts'
import { Seal } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Link } from '../../ui/link.tsx'
import { Section } from '../../ui/section.tsx'
import { useWhy } from '../../ui/table/use-why.ts'
import { toast } from '../../ui/toast.tsx'
import css from './settings.module.css'

type Membership = Me['memberships'][number]

/** The organisations one belongs to: open them, accept an invitation, leave (PPL-7). */
export function Memberships({ me }: { me: Me }) {
  const { t } = useTranslation(['identity', 'common'])
  const namesOf = useRoleWords()
  const [leaving, setLeaving] = useState<Membership | null>(null)
  return (
    <Section title={t('memberships.title')} note={String(me.memberships.length)}>
      <ul className={css['rows']}>
        {me.memberships.map((membership) => (
          <li key={membership.id}>
            <Seal name={membership.organization.name} />
            <span className={css['what']}>
              {membership.status === 'active' ? (
                <Link to={paths.home(membership.organization.handle)}>{membership.organization.name}</Link>
              ) : (
                <b>{membership.organization.name}</b>
              )}
              <span>
                {[
                  t(`common:kind.${shownKind(membership.organization)}`),
                  ...namesOf(membership.roles),
                  t(`common:visibilitySentence.${membership.visibility}`),
                ].join(' · ')}
              </span>
              {!membership.can.accept.ok && (
                <span>
                  {t('memberships.unverified')} <Link to={paths.forgotten()}>{t('memberships.verify')}</Link>
                </span>
              )}
            </span>
            <span className={css['side']}>
              {membership.status === 'invited' && <Accept membership={membership} />}
              <Button kind="quiet" onClick={() => setLeaving(membership)}>
                {t(membership.status === 'invited' ? 'memberships.decline' : 'memberships.leave')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {leaving && <Leave membership={leaving} onDone={() => setLeaving(null)} />}
    </Section>
  )
}

function Accept({ membership }: { membership: Membership }) {
  const { t } = useTranslation(['identity', 'common'])
  const go = useGo()
  const why = useWhy()
  const accept = useWrite(acceptMembership, 'identity')
  const { name, handle } = membership.organization
  const press = () =>
    accept.mutate(
      { params: { membershipId: membership.id } },
      {
        onSuccess: () =>
          toast.done(t('memberships.accepted', { name }), {
            label: t('memberships.open'),
            run: () => go(paths.home(handle)),
          }),
        onError: toast.failed,
      },
    )
  return (
    <Button kind="primary" busy={accept.isPending} locked={why(membership.can.accept)} onClick={press}>
      {t('memberships.accept')}
    </Button>
  )
}

function Leave({ membership, onDone }: { membership: Membership; onDone: () => void }) {
  const { t } = useTranslation(['identity', 'common'])
  const go = useGo()
  const here = useHandle() === membership.organization.handle
  const leave = useWrite(leaveOrganization, 'identity')
  const { name } = membership.organization
  const invited = membership.status === 'invited'
  const confirm = () =>
    leave.mutate(
      { params: { membershipId: membership.id } },
      {
        onSuccess: () => {
          toast.done(t(invited ? 'memberships.declined' : 'memberships.left', { name }))
          if (here) go(paths.root(), { replace: true })
        },
        onError: toast.failed,
        onSettled: onDone,
      },
    )
  return (
    <Confirm
      title={t(invited ? 'memberships.declineTitle' : 'memberships.leaveTitle', { name })}
      action={t(invited ? 'memberships.decline' : 'memberships.leave')}
      danger
      busy={leave.isPending}
      onConfirm={confirm}
      onCancel={onDone}
    >
      {t(invited ? 'memberships.declineText' : 'memberships.leaveText')}
    </Confirm>
  )
}
