import { useTranslation } from 'react-i18next'

/** The names of roles in the language of the interface: built-in ones come as keys, others as the operator wrote them (ACC-7). */
export function useRoleWords(): (roles: readonly string[]) => string[] {
  const { t } = useTranslation('roles')
  return (roles) => roles.map((role) => t(role, { defaultValue: role }))
}
