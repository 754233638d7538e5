import { useMantineColorScheme } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Density, useDensity } from '../../lib/density.ts'
import { RadioCards } from '../../ui/field.tsx'
import { Section } from '../../ui/section.tsx'
import css from './settings.module.css'

const schemes = ['light', 'dark', 'auto'] as const
const densities: readonly Density[] = ['compact', 'comfortable']

/** Theme and row height, kept on this device. */
export function DisplaySettings() {
  const { t } = useTranslation(['identity', 'shell'])
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const [density, setDensity] = useDensity()
  return (
    <Section title={t('display.title')} note={t('display.note')}>
      <div className={css['choices']}>
        <RadioCards
          legend={t('display.theme')}
          name="theme"
          value={colorScheme}
          options={schemes.map((value) => ({ value, label: t(`shell:theme.${value}`) }))}
          onChange={setColorScheme}
        />
        <RadioCards
          legend={t('display.density')}
          name="density"
          value={density}
          options={densities.map((value) => ({
            value,
            label: t(`display.${value}`),
            description: t(`display.${value}Text`),
          }))}
          onChange={setDensity}
        />
      </div>
    </Section>
  )
}
