import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Allowed } from '../../../api/shapes.ts'

/** Why an action is not possible, as a sentence; undefined where it is (ACC-8). */
export function useWhy(): (allowed: Allowed) => string | undefined {
  const { t } = useTranslation('lists')
  return ({ ok, why }) => {
    if (ok) return undefined
    // the reason is a stable code; a new one of the server still gets a sentence
    const key = `why.${why ?? 'other'}`
    return why !== undefined && i18next.exists(key, { ns: 'lists' }) ? String(i18next.t(key as 'why.other', { ns: 'lists' })) : t('why.other')
  }
}
