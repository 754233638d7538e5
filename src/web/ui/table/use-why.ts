import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Allowed } from '../../../api/shapes.ts'

/** Why an action is not possible, as a sentence about these names; undefined where it is (ACC-8). */
export function useWhy(): (allowed: Allowed, names?: Readonly<Record<string, string>>) => string | undefined {
  const { t } = useTranslation('lists')
  return ({ ok, why }, names = {}) => {
    if (ok) return undefined
    // the reason is a stable code; a new one of the server still gets a sentence
    return i18next.t(`why.${why}` as 'why.other', { ns: 'lists', defaultValue: t('why.other'), ...names })
  }
}
