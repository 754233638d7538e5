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

/** The first language of `Accept-Language` that Kontor speaks; German otherwise. */
export function preferred(header: string | undefined): Language {
  for (const part of (header ?? '').split(',')) {
    const tag = part.trim().slice(0, 2).toLowerCase()
    if (tag === 'de' || tag === 'en') return tag
  }
  return 'de'
}
