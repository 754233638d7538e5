export { type Actor, actorOf, type Decision, decisionFor, hiddenInLists, may, shareLevelOf } from './actor.ts'
export { bulkResult, forEachItem, type ItemOutcome } from './bulk.ts'
export { withinAs, withinSystem } from './door.ts'
export {
  type ActorContext,
  type Implementation,
  implement,
  implementForPerson,
  implementInTwo,
  implementOpen,
  implementOutside,
  implementPublic,
  implementUpload,
} from './implement.ts'
export { climb } from './stair.ts'
export { implementList } from './lists/implement-list.ts'
export { type Found, searchList } from './lists/search-list.ts'
export type { ListSource } from './lists/source.ts'
export type { Candidates, Concerns, LiveSource, Sight, State } from './live/source.ts'
export { readableIn, readListRequest } from './lists/request.ts'
export {
  namedOf,
  namesWhat,
  type NamedState,
  resolveView,
  stateOf,
  storedView,
} from './lists/resolve-view.ts'
