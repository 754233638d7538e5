import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import i18next, { type TFunction } from 'i18next'
import type { Language } from '../../api/shapes.ts'
import { projectFolder } from './project-folder.ts'

const folder = join(projectFolder, 'src', 'locales')

function catalogues(language: Language): Record<string, Record<string, unknown>> {
  const files = readdirSync(join(folder, language)).filter((name) => name.endsWith('.json'))
  return Object.fromEntries(
    files.map((name) => [name.slice(0, -5), JSON.parse(readFileSync(join(folder, language, name), 'utf8'))]),
  )
}

const instance = i18next.createInstance({
  resources: { de: catalogues('de'), en: catalogues('en') },
  fallbackLng: 'en',
  interpolation: { escapeValue: false },
  initAsync: false,
})
void instance.init()

/** The words of one catalogue in one language: errors, mails, list heads. */
export function words(language: Language, catalogue: string): TFunction {
  return instance.getFixedT(language, catalogue)
}

/** The best language of `Accept-Language` that Kontor speaks; German otherwise. */
export function preferred(header: string | undefined): Language {
  const wanted = (header ?? '').split(',').flatMap((part): { language: Language; weight: number }[] => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
    const language = tag.slice(0, 2)
    const weight = Number(/q=([\d.]+)/.exec(parameters.join(';'))?.[1] ?? 1)
    return (language === 'de' || language === 'en') && weight > 0 ? [{ language, weight }] : []
  })
  return wanted.toSorted((a, b) => b.weight - a.weight)[0]?.language ?? 'de'
}
