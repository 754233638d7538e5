import { useTranslation } from 'react-i18next'

/** Path of a field → its label, in the order of the form. */
export function useSetUpLabels(): Record<string, string> {
  const { t } = useTranslation('installation')
  return {
    code: t('code.label'),
    operator: t('form.operator'),
    currency: t('form.currency'),
    timeZone: t('form.timeZone'),
    'administrator.name': t('form.name'),
    'administrator.email': t('form.email'),
    'partner.name': t('form.partner'),
    'partner.administrator.name': t('form.partnerName'),
    'partner.administrator.email': t('form.partnerEmail'),
  }
}
