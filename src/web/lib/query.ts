import {
  keepPreviousData,
  type MutateOptions,
  type Query,
  QueryClient,
  type QueryKey,
  replaceEqualDeep,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
} from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { type Endpoint, inOrganization, type ResultOf } from '../../api/endpoint.ts'
import { type AddressOf, type CallOf, call } from './client.ts'
import { isUnreachable } from './problem.ts'
import { useHandle } from './session.tsx'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // an answer is an answer: only silence is asked again
      retry: (count, error) => isUnreachable(error) && count < 2,
      refetchOnWindowFocus: true,
    },
    // who saves without a connection is told so at once, instead of being held until there is one
    mutations: { networkMode: 'always' },
  },
})

const begun = new WeakMap<Query, number>()
const askedFor = new WeakMap<Query, number>()

// the library keeps when a reply came; what was changed between question and reply need not be in it
queryClient.getQueryCache().subscribe((event) => {
  if (event.type !== 'updated') return
  const { query, action } = event
  if (action.type === 'fetch') {
    // another page of a list says nothing of those before
    if (action.meta?.fetchMore) begun.delete(query)
    else begun.set(query, Date.now())
  }
  const at = begun.get(query)
  if (action.type === 'success' && !action.manual && at !== undefined) askedFor.set(query, at)
})

/** When that was asked for which is kept under this key, in milliseconds; 0 where no reply is. */
export function askedAt(queryKey: QueryKey): number {
  const query = queryClient.getQueryCache().find({ queryKey })
  return (query && askedFor.get(query)) ?? 0
}

/** The key under which a call is kept: feature-dotted name first, so that `refresh('customers')` finds it. */
export function keyOf<E extends Endpoint>(endpoint: E, args: AddressOf<E>): readonly unknown[] {
  return [endpoint.name, args.organization ?? null, args.params ?? null, args.query ?? null]
}

/** Marks everything read from these features as old; what is on screen is read again. `refresh('customers', 'organizations')` */
export async function refresh(...features: string[]): Promise<void> {
  await queryClient.invalidateQueries({
    predicate: ({ queryKey: [name] }) => features.some((feature) => String(name).startsWith(`${feature}.`)),
  })
}

interface CallOptions {
  enabled?: boolean
  /** keep showing the last reply while the next one loads, for lists */
  keep?: boolean
  refetchInterval?: number | false
  staleTime?: number
}

/** Reads an endpoint. The acting organisation is filled in where none is named. */
export function useCall<E extends Endpoint>(
  endpoint: E,
  args: AddressOf<E>,
  { enabled, keep, refetchInterval, staleTime }: CallOptions = {},
): UseQueryResult<ResultOf<E>> {
  const handle = useHandle()
  const complete = withOrganization(endpoint, args, handle)
  return useQuery({
    queryKey: keyOf(endpoint, complete),
    queryFn: ({ signal }) => call(endpoint, { ...complete, signal } as CallOf<E>), // a read has no body
    ...(enabled === undefined ? {} : { enabled }),
    ...(staleTime === undefined ? {} : { staleTime }),
    ...(keep ? { placeholderData: keepPreviousData } : {}),
    refetchInterval: refetchInterval ?? false,
  })
}

type Mutate<R, A> = (args: A, options?: MutateOptions<R, Error, A>) => void

// each of its states on its own, so that its data is known once it has succeeded
type WithMutate<T, M> = T extends unknown ? Omit<T, 'mutate'> & { mutate: M } : never
type Write<R, A> = WithMutate<UseMutationResult<R, Error, A>, Mutate<R, A>>

/** Writes through an endpoint, of a double click once; afterwards the named features are read again. */
export function useWrite<E extends Endpoint>(endpoint: E, ...refreshes: string[]): Write<ResultOf<E>, CallOf<E>> {
  const handle = useHandle()
  // without an answer nobody knows whether it was done: the same once more is a repeat, not a second one
  const unanswered = useRef<{ args: CallOf<E>; key: string } | null>(null)
  const write = useMutation<ResultOf<E>, Error, CallOf<E>>({
    mutationFn: (args) => {
      const last = unanswered.current
      const isRepeat = last !== null && replaceEqualDeep(last.args, args) === last.args
      const key = isRepeat ? last.key : crypto.randomUUID()
      unanswered.current = { args, key }
      return call(endpoint, { idempotencyKey: key, ...withOrganization(endpoint, args, handle) })
    },
    // not awaited: the answer to the person must not wait for what is read again
    onSuccess: () => {
      unanswered.current = null
      void refresh(...refreshes)
    },
    onError: (error) => {
      if (!isUnreachable(error)) unanswered.current = null
    },
  })
  return { ...write, mutate: useOnce<ResultOf<E>, CallOf<E>>(write.mutate, write.isPending) }
}

/** The same again while it is under way does nothing: the second click comes before anybody is told of the first. */
function useOnce<R, A>(mutate: Mutate<R, A>, isPending: boolean): Mutate<R, A> {
  const last = useRef<{ args: A } | null>(null)
  useEffect(() => {
    if (!isPending) last.current = null
  })
  return useCallback(
    (args, options) => {
      if (last.current !== null && replaceEqualDeep(last.current.args, args) === last.current.args) return
      last.current = { args }
      mutate(args, options)
    },
    [mutate],
  )
}

function withOrganization<A extends { organization?: string }>(endpoint: Endpoint, args: A, handle: string | null): A {
  if (args.organization !== undefined || handle === null || !inOrganization(endpoint)) return args
  return { ...args, organization: handle }
}
