// The walls of ARCHITECTURE.md, as functions of one import: which file imports which, and why that is wrong.

/** One import between files of the clone, or of a package; paths from the root with `/`. */
export interface Import {
  from: string
  to: string
  /** `zod`, `node:fs`: nothing of ours */
  isPackage: boolean
}

// who may import whom: a module may import those of lower tiers, and within its tier those named after it
const tiers: readonly Readonly<Record<string, readonly string[]>>[] = [
  { identity: [], organizations: ['identity'], installation: ['organizations', 'identity'], audit: [] },
  { sharing: [], content: [], views: [], catalogue: [] },
  { customers: [], opportunities: ['customers'], resources: [] },
  {
    services: [],
    subscriptions: ['services'],
    commerce: ['subscriptions', 'services'],
    billing: ['commerce', 'subscriptions', 'services'],
  },
  { tenants: [], imports: ['tenants'], processes: [] },
  { notifications: [], home: [] },
]
const imported = (name: string) => !Object.keys(tiers.at(-1) ?? {}).includes(name)

/** Why the import breaks a wall; undefined where it does not. */
export function brokenWall(edge: Import): string | undefined {
  if (edge.from.startsWith('test/')) return brokenByTest(edge)
  if (!edge.from.startsWith('src/') || /\.test\.tsx?$/.test(edge.from)) return undefined
  if (/^(test|scripts|bench)\//.test(edge.to)) return 'src imports nothing of test, scripts or bench'
  if (edge.from.startsWith('src/api/')) return brokenByApi(edge)
  if (edge.isPackage) return undefined
  if (edge.from.startsWith('src/locales/')) {
    return edge.to.startsWith('src/locales/') ? undefined : 'locales is a leaf: it imports nothing else of ours'
  }
  return edge.from.startsWith('src/web/') ? brokenByWeb(edge) : brokenByServer(edge)
}

function brokenByTest({ from, to }: Import): string | undefined {
  const wrong = from.startsWith('test/model/') && to.startsWith('src/server/')
  return wrong ? 'the reference model shares nothing with the server it judges' : undefined
}

function brokenByApi({ to, isPackage }: Import): string | undefined {
  const fine = isPackage ? to === 'zod' : to.startsWith('src/api/')
  return fine ? undefined : 'api imports only zod and api'
}

function brokenByWeb({ from, to }: Import): string | undefined {
  if (!/^src\/(web|api|locales)\//.test(to)) return 'web imports only web, api and locales'
  const feature = featureOf(to)
  if (feature === undefined || featureOf(from) === feature) return undefined
  if (['src/web/sections.ts', 'src/web/routes.tsx', 'src/web/main.tsx'].includes(from)) return undefined
  return featureOf(from) === undefined
    ? 'features are imported by sections.ts, routes.tsx and main.tsx only'
    : 'features never import each other'
}

function brokenByServer({ from, to }: Import): string | undefined {
  if (to.startsWith('src/web/')) return 'the server does not import the web app'
  if (from.startsWith('src/server/platform/') && /^src\/server\/(?!platform\/)/.test(to)) {
    return 'platform knows neither access nor modules'
  }
  if (from.startsWith('src/server/access/') && /^src\/server\/(?!platform\/|access\/)/.test(to)) {
    return 'access imports platform and api only'
  }
  const target = moduleOf(to)
  const own = moduleOf(from)
  if (own !== undefined && target === undefined && /^src\/server\/[^/]+$/.test(to)) {
    return 'modules do not import what puts them together'
  }
  if (target === undefined || target === own) return undefined
  if (to !== `src/server/modules/${target}/index.ts`) return `${target} is entered through its index.ts only`
  if (own !== undefined) return brokenByModule(own, target)
  return imported(target) || from === 'src/server/app.ts' ? undefined : `${target} is imported by app.ts only`
}

function brokenByModule(own: string, target: string): string | undefined {
  if (!imported(target)) return `${target} is imported by app.ts only`
  const [ownTier, targetTier] = [tierOf(own), tierOf(target)]
  if (ownTier === -1 || targetTier === -1) return `${ownTier === -1 ? own : target} has no tier in structure-rules.ts`
  if (targetTier < ownTier || tiers[ownTier]?.[own]?.includes(target)) return undefined
  return `${own} (tier ${ownTier}) may not import ${target} (tier ${targetTier})`
}

function tierOf(name: string): number {
  return tiers.findIndex((tier) => Object.hasOwn(tier, name))
}

function moduleOf(path: string): string | undefined {
  return /^src\/server\/modules\/([^/]+)\//.exec(path)?.[1]
}

function featureOf(path: string): string | undefined {
  return /^src\/web\/features\/([^/]+)\//.exec(path)?.[1]
}

const forbidden = ['as unknown as', 'z.any(', 'looseObject', 'passthrough']

/** What is wrong with a file for itself: its name, its depth, words that open a hole in the types or shapes. */
export function wrongFile(path: string, text: string): string[] {
  if (!/^(src|test)\//.test(path)) return []
  const folders = path.split('/')
  const file = folders.pop() ?? ''
  const names = [...folders, file.replace(/\..*$/, '')]
  const unnamed = names.find((name) => /(\d|-part)$/.test(name) && name !== 'e2e')
  const depth = path.startsWith('src/') ? folders.length - 1 : 0
  return [
    ...(unnamed ? [`${path}: "${unnamed}" says nothing about what is in it`] : []),
    ...(depth > 4 ? [`${path}: ${depth} folders deep, 4 are allowed`] : []),
    ...forbidden.filter((words) => text.includes(words)).map((words) => `${path}: contains "${words}"`),
  ]
}
