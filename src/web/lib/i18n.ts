import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { Language } from '../../api/shapes.ts'

type Words = () => Promise<{ catalogue: Record<string, object> }>

const catalogues: Record<Language, Words> = {
  de: () => import('./catalogue-de.ts'),
  en: () => import('./catalogue-en.ts'),
}
const further: Record<Language, Words> = {
  de: () => import('./catalogue-de-further.ts'),
  en: () => import('./catalogue-en-further.ts'),
}
let needsFurther = false

const remembered = 'kontor.language'

/** Starts the words: remembered language, else the browser's (PPL-10). */
export async function startWords(): Promise<void> {
  const language = rememberedLanguage() ?? browserLanguage()
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: {},
    partialBundledLanguages: true,
    defaultNS: 'common',
    fallbackLng: false,
    interpolation: { escapeValue: false },
    returnNull: false,
    react: { useSuspense: false },
  })
  await speak(language)
}

/** Switches the language of the interface; its words are loaded first, so that nothing flickers. */
export async function speak(language: Language): Promise<void> {
  await Promise.all([learn(language, catalogues), needsFurther && learn(language, further)])
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
  localStorage.setItem(remembered, language)
}

/** Fetches a page together with the words that the first pages do without. */
export function withWords<P>(fetchPage: () => Promise<P>): () => Promise<P> {
  return async () => {
    needsFurther = true
    const [page] = await Promise.all([fetchPage(), learn(currentLanguage(), further)])
    return page
  }
}

async function learn(language: Language, from: Record<Language, Words>): Promise<void> {
  const { catalogue } = await from[language]()
  for (const [file, words] of Object.entries(catalogue)) {
    i18next.addResourceBundle(language, file.slice(file.lastIndexOf('/') + 1, -'.json'.length), words)
  }
}

/** The language the interface speaks now. */
export function currentLanguage(): Language {
  return Language.catch('en').parse(i18next.language)
}

function rememberedLanguage(): Language | null {
  return Language.nullable().catch(null).parse(localStorage.getItem(remembered))
}

function browserLanguage(): Language {
  const first = navigator.languages.find((tag) => /^(de|en)\b/.test(tag))
  return first?.startsWith('en') ? 'en' : 'de'
}
