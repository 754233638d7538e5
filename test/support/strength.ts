// How often each proof repeats itself (quality.md): in every run of the tests, and in the long run, which `npm run prove --
// --long SHARE` starts with all of it (1) or a share.

const longest = {
  worlds: 20_000,
  httpWorlds: 20_000,
  whyWorlds: 2_000,
  pairs: 10_000,
  faults: Infinity,
  malformed: 2_000_000,
  races: 10_000,
  serverKills: 500,
  databaseKills: 100,
}

type Strength = typeof longest

const everyRun: Strength = {
  worlds: 200,
  httpWorlds: 200,
  whyWorlds: 20,
  pairs: 50,
  faults: 10,
  malformed: 5_000,
  races: 100,
  serverKills: 10,
  databaseKills: 3,
}

const share = Number(process.env['KONTOR_LONG_RUN'] ?? 0)

/** How often, in this run. */
export const strength: Strength = share > 0 ? scaled() : everyRun

/** How long a proof may take: as much longer as it is stronger. */
export const patience = (share > 0 ? 24 * 60 : 15) * 60_000

function scaled(): Strength {
  const entries = Object.entries(longest).map(([key, value]) => {
    const least = everyRun[key as keyof Strength]
    return [key, Math.max(least, Math.ceil(value * share))]
  })
  return { ...everyRun, ...Object.fromEntries(entries) }
}
