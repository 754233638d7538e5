import { industries } from '../../../../api/customers.ts'
import type { Language } from '../../../../api/shapes.ts'
import { words } from '../../../platform/i18n.ts'
import { folds } from './fold.ts'
import type { Outcome } from './outcome.ts'
import { tidy } from './text.ts'

const synonyms: Readonly<Record<(typeof industries)[number], string>> = {
  agriculture: 'Landwirtschaft, Forstwirtschaft, Land- und Forstwirtschaft, Gartenbau, Agrar, Agriculture, Forestry',
  construction: 'Bau, Baugewerbe, Bauwesen, Bauunternehmen, Bauwirtschaft, Construction',
  crafts: 'Handwerk, Handwerksbetrieb, Crafts, Skilled trades, Trades',
  education: 'Bildung, Bildung und Forschung, Erziehung, Schule, Hochschule, Forschung, Education, Research',
  energy: 'Energie, Energiewirtschaft, Energieversorgung, Energy',
  finance:
    'Finanzen, Finanzdienstleistungen, Banken, Bank, Versicherung, Versicherungen, Banken und Versicherungen, Finance, Financial services, Banking, Insurance',
  food: 'Lebensmittel, Nahrungsmittel, Ernährung, Getränke, Lebensmittel und Getränke, Food, Food and beverages',
  health:
    'Gesundheit, Gesundheitswesen, Medizin, Pflege, Gesundheit und Pflege, Health, Healthcare, Health care, Medical',
  hospitality: 'Gastgewerbe, Gastronomie, Hotel, Hotellerie, Tourismus, Hotel und Gastronomie, Hospitality, Tourism',
  industry: 'Industrie, Produktion, Fertigung, Maschinenbau, Verarbeitendes Gewerbe, Industry, Manufacturing',
  it: 'IT, EDV, Informationstechnik, Informationstechnologie, Software, IT-Dienstleistungen, IT und Software, IT und Telekommunikation, Information technology, IT services',
  legal: 'Recht, Rechtsberatung, Anwälte, Rechtsanwälte, Steuerberatung, Recht und Steuern, Legal, Law, Legal and tax',
  logistics:
    'Logistik, Transport, Verkehr, Spedition, Transport und Logistik, Verkehr und Logistik, Logistics, Transportation, Transport and logistics',
  media:
    'Medien, Verlag, Druck, Werbung, Marketing, Medien und Werbung, Druck und Medien, Media, Publishing, Advertising',
  property: 'Immobilien, Immobilienwirtschaft, Wohnungswirtschaft, Property, Real estate',
  public:
    'Öffentliche Verwaltung, Öffentlicher Dienst, Öffentlicher Sektor, Öffentliche Hand, Behörde, Verwaltung, Kommune, Public, Public sector, Government, Public administration',
  retail: 'Handel, Einzelhandel, Großhandel, Groß- und Einzelhandel, Retail, Trade, Wholesale, Commerce',
  services: 'Dienstleistung, Dienstleistungen, Dienstleister, Beratung, Services, Consulting, Professional services',
  utilities: 'Versorger, Versorgung, Stadtwerke, Entsorgung, Ver- und Entsorgung, Wasserversorgung, Utilities, Utility',
  other: 'Sonstige, Sonstiges, Andere, Übrige, Other, Others',
}
const languages: readonly Language[] = ['de', 'en']
// what Kontor itself calls them comes back in its own exports
const known = new Map(
  industries.flatMap((industry) => {
    const shown = languages.map((language) => words(language, 'customers')(`industry.${industry}`))
    const names = [industry, ...shown, ...synonyms[industry].split(', ')]
    return names.flatMap(folds).map((word): [string, string] => [word, industry])
  }),
)

/** The branch of trade that a word stands for, in German or English. */
export function readIndustry(raw: string): Outcome {
  const value = folds(tidy(raw))
    .map((word) => known.get(word))
    .find((industry) => industry !== undefined)
  return value === undefined ? { problem: 'industry_unknown' } : { value }
}
