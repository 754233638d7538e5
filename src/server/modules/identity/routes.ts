import * as api from '../../../api/identity.ts'
import { type Implementation, implementForPerson, implementOutside, implementPublic } from '../../access/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { words } from '../../platform/i18n.ts'
import { changePassword } from './change-password.ts'
import { listSessions } from './list-sessions.ts'
import { countGrading } from './grade-throttle.ts'
import { gradePassword, passwordProblem } from './password-rules.ts'
import { readMe } from './read-me.ts'
import { readPasswordLink } from './read-password-link.ts'
import { levelTime, renewPasswordLink, requestPasswordLink } from './request-password-link.ts'
import { revokeSession } from './revoke-session.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'
import { updateMe } from './update-me.ts'
import { usePasswordLink } from './use-password-link.ts'

const accepted = { status: 202, body: { accepted: true } } as const

export const routes: Implementation[] = [
  implementPublic(api.createSession, async ({ tx, services, visitor, body, setSession }) => {
    const { token, maxAge, person, landing } = await signIn(tx, services, visitor, body)
    setSession(token, maxAge)
    return { status: 201, body: { person, landing } }
  }),

  implementForPerson(api.endSession, async ({ tx, visitor, setSession }) => {
    await signOut(tx, visitor.tokenHash)
    setSession(null)
    return { status: 204, body: undefined }
  }),

  implementForPerson(api.readMe, async ({ tx, visitor }) => ({
    status: 200,
    body: await readMe(tx, visitor.tokenHash),
  })),

  implementForPerson(api.updateMe, async ({ tx, visitor, body }) => {
    await updateMe(tx, visitor.tokenHash, body)
    return { status: 200, body: await readMe(tx, visitor.tokenHash) }
  }),

  implementForPerson(api.changePassword, async ({ tx, visitor, person, body, after }) => {
    const changed = await changePassword(tx, { person, tokenHash: visitor.tokenHash }, body)
    // said once the counted try is committed
    if (!changed) {
      after(() => {
        throw new Refusal('identity.password_wrong', { fields: [{ path: 'current', code: 'password_wrong' }] })
      })
    }
    return { status: 204, body: undefined }
  }),

  implementForPerson(api.listSessions, async ({ tx, visitor }) => ({
    status: 200,
    body: { items: await listSessions(tx, visitor.tokenHash) },
  })),

  implementForPerson(api.revokeSession, async ({ tx, visitor, session, params, setSession }) => {
    await revokeSession(tx, visitor.tokenHash, params.sessionId)
    if (params.sessionId === session) setSession(null)
    return { status: 204, body: undefined }
  }),

  implementPublic(api.requestPasswordLink, async ({ tx, services, visitor, body, after }) => {
    after(levelTime())
    await requestPasswordLink(tx, services, body.login, visitor.address)
    return accepted
  }),

  implementPublic(api.readPasswordLink, async ({ tx, body }) => {
    const link = await readPasswordLink(tx, body.token)
    const { purpose = null, name = null, login = null } = link ?? {}
    return { status: 200, body: { usable: Boolean(link), purpose, name, login } }
  }),

  implementPublic(api.usePasswordLink, async ({ tx, body, setSession }) => {
    const login = await usePasswordLink(tx, body.token, body.password)
    setSession(null)
    return { status: 200, body: { login } }
  }),

  implementPublic(api.renewPasswordLink, async ({ tx, services, visitor, body, after }) => {
    after(levelTime())
    await renewPasswordLink(tx, services, body.token, visitor.address)
    return accepted
  }),

  implementOutside(api.gradePassword, async ({ body, visitor }) => {
    countGrading(visitor.address)
    const { ok, score, why } = gradePassword(body.password, body.names ?? [])
    const problem = why && passwordProblem('password', why)
    const sentence = problem && words(visitor.language, 'errors')(`field_${problem.code}`, problem.vars ?? {})
    return { status: 200, body: { ok, score, why: sentence } }
  }),
]
