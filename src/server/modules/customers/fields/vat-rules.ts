import { validate as at } from 'stdnum/lib/cjs/at/uid.js'
import { validate as be } from 'stdnum/lib/cjs/be/vat.js'
import { validate as bg } from 'stdnum/lib/cjs/bg/vat.js'
import { validate as ch } from 'stdnum/lib/cjs/ch/uid.js'
import { validate as cy } from 'stdnum/lib/cjs/cy/vat.js'
import { validate as cz } from 'stdnum/lib/cjs/cz/dic.js'
import { validate as de } from 'stdnum/lib/cjs/de/vat.js'
import { validate as dk } from 'stdnum/lib/cjs/dk/cvr.js'
import { validate as ee } from 'stdnum/lib/cjs/ee/kmkr.js'
import { validate as es } from 'stdnum/lib/cjs/es/nif.js'
import { validate as fi } from 'stdnum/lib/cjs/fi/alv.js'
import { validate as fr } from 'stdnum/lib/cjs/fr/tva.js'
import { validate as gb } from 'stdnum/lib/cjs/gb/vat.js'
import { validate as el } from 'stdnum/lib/cjs/gr/vat.js'
import { validate as hr } from 'stdnum/lib/cjs/hr/oib.js'
import { validate as hu } from 'stdnum/lib/cjs/hu/anum.js'
import { validate as ie } from 'stdnum/lib/cjs/ie/vat.js'
import { validate as it } from 'stdnum/lib/cjs/it/iva.js'
import { validate as lt } from 'stdnum/lib/cjs/lt/pvm.js'
import { validate as lu } from 'stdnum/lib/cjs/lu/tva.js'
import { validate as lv } from 'stdnum/lib/cjs/lv/pvn.js'
import { validate as mt } from 'stdnum/lib/cjs/mt/vat.js'
import { validate as nl } from 'stdnum/lib/cjs/nl/btw.js'
import { validate as no } from 'stdnum/lib/cjs/no/orgnr.js'
import { validate as pl } from 'stdnum/lib/cjs/pl/nip.js'
import { validate as pt } from 'stdnum/lib/cjs/pt/nif.js'
import { validate as ro } from 'stdnum/lib/cjs/ro/cui.js'
import { validate as se } from 'stdnum/lib/cjs/se/vat.js'
import { validate as si } from 'stdnum/lib/cjs/si/ddv.js'
import { validate as sk } from 'stdnum/lib/cjs/sk/dph.js'

interface Rule {
  /** the part behind the prefix */
  readonly format: RegExp
  /** absent: nothing public says how its check digit is made */
  readonly check?: (number: string) => ReturnType<typeof de>
  readonly example: string
}

const british = { format: /^(\d{9}|\d{12}|(GD|HA)\d{3})$/, check: gb }

/** VAT ids by the prefix in use (EL is Greece, XI Northern Ireland): EU, GB, CH, NO and LI (CUS-2). */
export const vatRules: Readonly<Record<string, Rule>> = {
  AT: { format: /^U\d{8}$/, check: at, example: 'ATU13585627' },
  BE: { format: /^[01]\d{9}$/, check: be, example: 'BE0403019261' },
  BG: { format: /^\d{9,10}$/, check: bg, example: 'BG175074752' },
  CHE: {
    format: /^\d{9}(MWST|TVA|IVA)?$/,
    check: (number) => ch(`CHE${number.slice(0, 9)}`),
    example: 'CHE107787577MWST',
  },
  CY: { format: /^\d{8}[A-Z]$/, check: cy, example: 'CY10259033P' },
  CZ: { format: /^\d{8,10}$/, check: cz, example: 'CZ25123891' },
  DE: { format: /^\d{9}$/, check: de, example: 'DE136695976' },
  DK: { format: /^\d{8}$/, check: dk, example: 'DK13585628' },
  EE: { format: /^\d{9}$/, check: ee, example: 'EE100931558' },
  EL: { format: /^\d{9}$/, check: el, example: 'EL094259216' },
  ES: { format: /^[A-Z0-9]\d{7}[A-Z0-9]$/, check: es, example: 'ESA13585625' },
  FI: { format: /^\d{8}$/, check: fi, example: 'FI20774740' },
  FR: { format: /^[A-Z0-9]{2}\d{9}$/, check: fr, example: 'FR40303265045' },
  GB: { ...british, example: 'GB980780684' },
  HR: { format: /^\d{11}$/, check: hr, example: 'HR33392005961' },
  HU: { format: /^\d{8}$/, check: hu, example: 'HU12892312' },
  IE: { format: /^\d[A-Z0-9+*]\d{5}[A-Z]{1,2}$/, check: ie, example: 'IE6433435F' },
  IT: { format: /^\d{11}$/, check: it, example: 'IT00743110157' },
  LI: { format: /^\d{5}$/, example: 'LI50123' },
  LT: { format: /^(\d{9}|\d{12})$/, check: lt, example: 'LT119511515' },
  LU: { format: /^\d{8}$/, check: lu, example: 'LU15027442' },
  LV: { format: /^\d{11}$/, check: lv, example: 'LV40003521600' },
  MT: { format: /^\d{8}$/, check: mt, example: 'MT11679112' },
  NL: { format: /^[A-Z0-9+*]{10}\d{2}$/, check: nl, example: 'NL004495445B01' },
  NO: { format: /^\d{9}(MVA)?$/, check: (number) => no(number.slice(0, 9)), example: 'NO995525828MVA' },
  PL: { format: /^\d{10}$/, check: pl, example: 'PL8567346215' },
  PT: { format: /^\d{9}$/, check: pt, example: 'PT501964843' },
  RO: { format: /^\d{2,10}$/, check: ro, example: 'RO18547290' },
  SE: { format: /^\d{12}$/, check: se, example: 'SE556188840401' },
  SI: { format: /^\d{8}$/, check: si, example: 'SI50223054' },
  SK: { format: /^\d{10}$/, check: sk, example: 'SK2022749619' },
  XI: { ...british, example: 'XI980780684' },
}
