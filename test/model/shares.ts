import type { Actor } from './actor.ts'
import { deputisedBy } from './deputies.ts'
import { lookup } from './lookup.ts'
import { type Stop, stopOf, type Verdict } from './owned.ts'
import { decidingFor, isEffective, type Standing } from './standing.ts'
import type { Customer, Share, World } from './world.ts'

type Shared = { because: 'share_all' | 'share_contact' | 'share_deputy'; standing: Standing; share: Share }
type Judged = { share: Share; standing: Standing; verdict: Verdict<Shared['because']> }

/** Rows shared with an organisation in scope: of several shares the visible one with the highest level counts. */
export function judgeShares(world: World, actor: Actor, customer: Customer): Shared | Stop {
  const shares = lookup(world)
    .sharesOf(customer.id)
    .filter(({ grantee }) => actor.scope.has(grantee))
  const judged = shares.flatMap((share): Judged[] => {
    const standing = decidingFor(world, actor.person, share.grantee)
    return standing === null ? [] : [{ share, standing, verdict: judge(world, actor, standing, share) }]
  })
  const visible = judged.flatMap(({ share, standing, verdict }): Shared[] =>
    verdict.visible ? [{ because: verdict.because, standing, share }] : [],
  )
  const [best] = visible.toSorted((a, b) => byLevelThenId(a.share, b.share))
  const stopped = judged.flatMap(({ share, verdict }) =>
    verdict.visible ? [] : [{ share, because: verdict.because, distance: distanceOf(verdict.because) }],
  )
  const [nearest] = stopped.toSorted((a, b) => a.distance - b.distance || (a.share.id < b.share.id ? -1 : 1))
  return best ?? nearest?.because ?? 'out_of_scope'
}

/** ACC-18: of several shares that let nobody in, the one that is nearest to it is told. */
function distanceOf(stop: Stop): number {
  if (stop === 'not_assigned') return 0
  return stop === 'share_asleep' ? 2 : 1
}

function judge(world: World, actor: Actor, standing: Standing, share: Share): Judged['verdict'] {
  if (!isAwake(world, share)) return { visible: false, because: 'share_asleep' }
  const stop = stopOf(standing)
  if (stop !== null) return { visible: false, because: stop }
  if (standing.visibility === 'all') return { visible: true, because: 'share_all' }
  if (share.contact === actor.person) return { visible: true, because: 'share_contact' }
  const isDeputised = deputisedBy(world, actor).some(
    (absent) => share.contact === absent && isOpenAt(decidingFor(world, absent, share.grantee)),
  )
  return isDeputised ? { visible: true, because: 'share_deputy' } : { visible: false, because: 'not_assigned' }
}

function isOpenAt(standing: Standing | null): boolean {
  return standing !== null && stopOf(standing) === null
}

/** SHA-1, ACC-8a: a share sleeps while withdrawn, or while an end has the feature off or is not effective. */
function isAwake(world: World, { giver, grantee, status }: Share): boolean {
  const ends = [giver, grantee]
  const hasFeature = (id: string) => lookup(world).organization(id)?.collaboration === true
  return status === 'active' && ends.every((id) => hasFeature(id) && isEffective(world, id))
}

function byLevelThenId(a: Share, b: Share): number {
  if (a.level !== b.level) return a.level === 'write' ? -1 : 1
  return a.id < b.id ? -1 : 1
}
