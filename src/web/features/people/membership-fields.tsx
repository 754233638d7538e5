import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrganizationKind, Visibility } from '../../../api/shapes.ts'
import { CheckField, FieldGroup, RadioCards } from '../../ui/field.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import css from './people.module.css'
import { usePermits, useRoles } from './use-roles.ts'

interface RoleFieldsProps {
  audience: OrganizationKind
  value: readonly string[]
  onChange: (roles: string[]) => void
  disabled?: boolean
  error?: string | undefined
}

/** Roles to tick; those that the reader can't give say so (ACC-7). */
export function RoleFields({ audience, value, onChange, disabled = false, error }: RoleFieldsProps) {
  const { t } = useTranslation('people')
  const roles = useRoles()
  const permitsOf = usePermits()
  const id = useId()
  const offered = (roles.data?.items ?? []).filter((role) => role.audience === audience)
  const toggle = (role: string) =>
    onChange(value.includes(role) ? value.filter((one) => one !== role) : [...value, role])
  return (
    <FieldGroup
      legend={
        <>
          {t('field.roles')}{' '}
          <i className={css['required']} aria-hidden>
            *
          </i>
        </>
      }
      data-path="roles"
      aria-busy={roles.isPending}
      aria-describedby={error ? id : undefined}
    >
      {roles.isPending && [40, 34, 46].map((width) => <Skeleton key={width} width={`${width}%`} height={14} />)}
      {roles.isError && <p className={css['quiet']}>{t('form.rolesFailed')}</p>}
      {offered.map((role) => (
        <CheckField
          key={role.id}
          label={role.name}
          description={role.mayGive ? <Permits text={permitsOf(role)} /> : t('form.notMine')}
          checked={value.includes(role.id)}
          disabled={disabled || !role.mayGive}
          onChange={() => toggle(role.id)}
        />
      ))}
      {error && (
        <p className={css['error']} id={id}>
          {error}
        </p>
      )}
    </FieldGroup>
  )
}

/** Two lines of what a role permits; all of it where it is ticked, and on hover. */
function Permits({ text }: { text: string }) {
  return (
    <span className={css['permits']} title={text}>
      {text}
    </span>
  )
}

interface VisibilityFieldProps {
  audience: OrganizationKind
  value: Visibility
  onChange: (visibility: Visibility) => void
}

const visibilities = ['all', 'own', 'none'] as const

/** Which customers somebody sees, each choice with what it means (ACC-8). Customer organisations see their own record in any case (ACC-11). */
export function VisibilityField({ audience, value, onChange }: VisibilityFieldProps) {
  const { t } = useTranslation('people')
  if (audience === 'customer') return null
  const options = visibilities.map((one) => ({
    value: one,
    label: t(`visibility.${one}`),
    description: t(audience === 'operator' ? `visibilityMeansOperator.${one}` : `visibilityMeans.${one}`),
  }))
  return (
    <RadioCards legend={t('field.visibility')} name="visibility" value={value} options={options} onChange={onChange} />
  )
}
