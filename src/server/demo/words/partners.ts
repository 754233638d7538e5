import type { PartnerPlan } from '../partners.ts'

/** How many customers it gets. */
type Sized = PartnerPlan & { customers: number }

const plan = (
  name: string,
  domain: string,
  edition: PartnerPlan['edition'],
  region: PartnerPlan['region'],
  customers: number,
  people: number,
  country = 'DE',
): Sized => ({ name, domain, edition, region, country, customers, people })

/** The partners of Nordlicht that have no site and no story of their own. */
export const nordlichtPartners: readonly Sized[] = [
  plan('Brockmann & Yıldırım Datentechnik KG', 'brockmann-yildirim', 'standard_paid', 'hannover', 80, 7),
  plan('Isarkontor Dokumentenservice GmbH', 'isarkontor', 'basic', 'muenchen', 64, 5),
  plan('Donaukontor EDV GmbH', 'donaukontor', 'standard_free', 'wien', 55, 4, 'AT'),
  plan('Rigi Informatik AG', 'rigi-informatik', 'tenant_country', 'zuerich', 45, 4, 'CH'),
  plan('Polder Automatisering B.V.', 'polder-automatisering', 'tenant_country', 'niederlande', 32, 4, 'NL'),
  plan('Øresund Data ApS', 'oeresund-data', 'standard_free', 'daenemark', 24, 3, 'DK'),
  plan('Warta Systemy Sp. z o.o.', 'warta-systemy', 'tenant_simple', 'polen', 14, 3, 'PL'),
]

/** The resellers of Hanse, five of each edition. */
export const hanseResellers: readonly Sized[] = [
  plan('Alsterlicht Bürotechnik GmbH', 'alsterlicht', 'basic', 'hamburg', 240, 7),
  plan('Spreekontor IT GmbH', 'spreekontor', 'basic', 'berlin', 160, 6),
  plan('Neckarblick Systeme KG', 'neckarblick', 'basic', 'stuttgart', 120, 4),
  plan('Mainufer Datentechnik GmbH', 'mainufer', 'basic', 'frankfurt', 90, 4),
  plan('Pleißetal EDV GmbH', 'pleissetal', 'basic', 'sachsen', 60, 3),
  plan('Domstadt Office GmbH', 'domstadt-office', 'standard_free', 'rheinland', 140, 5),
  plan('Isarwinkel IT-Service e. K.', 'isarwinkel', 'standard_free', 'muenchen', 70, 3),
  plan('Pegnitz Computer GmbH', 'pegnitz-computer', 'standard_free', 'franken', 80, 3),
  plan('Emscher Digital UG (haftungsbeschränkt)', 'emscher-digital', 'standard_free', 'westfalen', 40, 2),
  plan('Leinetal Bürowelt GmbH', 'leinetal', 'standard_free', 'hannover', 60, 3),
  plan('Weserdeich Cloud GmbH', 'weserdeich', 'standard_paid', 'bremen', 100, 5),
  plan('Rheinbogen Software AG', 'rheinbogen', 'standard_paid', 'rheinland', 130, 6),
  plan('Elbhang Kommunikation GmbH', 'elbhang', 'standard_paid', 'sachsen', 80, 4),
  plan('Teutowald Netzwerk GmbH', 'teutowald', 'standard_paid', 'westfalen', 70, 4),
  plan('Wakenitz Systemhaus GmbH', 'wakenitz', 'standard_paid', 'luebeck', 60, 3),
  plan('Donauknie IT GmbH', 'donauknie', 'tenant_simple', 'wien', 70, 3, 'AT'),
  plan('Murtal Informatik GmbH', 'murtal', 'tenant_simple', 'graz', 40, 3, 'AT'),
  plan('Limmat Services AG', 'limmat-services', 'tenant_simple', 'zuerich', 60, 4, 'CH'),
  plan('Förde-Office GmbH', 'foerde-office', 'tenant_simple', 'kiel', 50, 3),
  plan('Havelland Digital eG', 'havelland-digital', 'tenant_simple', 'berlin', 40, 2),
  plan('Lillebælt IT A/S', 'lillebaelt', 'tenant_country', 'daenemark', 50, 3, 'DK'),
  plan('Waddenzee ICT B.V.', 'waddenzee', 'tenant_country', 'niederlande', 60, 3, 'NL'),
  plan('Odra Cloud Sp. z o.o.', 'odra-cloud', 'tenant_country', 'polen', 50, 3, 'PL'),
  plan('Bodensee Datenhaus AG', 'bodensee-datenhaus', 'tenant_country', 'bodensee', 36, 2, 'CH'),
  plan('Salzach Systeme GmbH', 'salzach', 'tenant_country', 'salzburg', 40, 3, 'AT'),
]
