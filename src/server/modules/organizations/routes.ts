import * as identity from '../../../api/identity.ts'
import * as api from '../../../api/organizations.ts'
import type { PersonRow } from '../../../api/organizations.ts'
import {
  bulkResult,
  forEachItem,
  type Implementation,
  implement,
  implementForPerson,
  implementList,
  implementUpload,
} from '../../access/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { acceptMembership } from './accept-membership.ts'
import { changeMembership } from './change-membership.ts'
import { invitePerson } from './invite-person.ts'
import { leaveOrganization } from './leave-organization.ts'
import { admitBrand, removeLogo, setLogo, shownLogo, storeLogo } from './logo.ts'
import { logoKey, readLogoFile } from './logo-files.ts'
import { readTree } from './organization-tree.ts'
import { peopleSource } from './people-list.ts'
import { readPerson } from './person-row.ts'
import { readContext } from './read-context.ts'
import { removeMember } from './remove-member.ts'
import { resendLink } from './resend-link.ts'
import { readRoles } from './role-list.ts'
import { successorCandidates } from './successor-candidates.ts'

const reading: Implementation[] = [
  implement(identity.readContext, async ({ tx, actor }) => ({ status: 200, body: await readContext(tx, actor) })),
  implement(api.listOrganizations, async ({ tx, actor, query }) => ({
    status: 200,
    body: await readTree(tx, actor, query.q?.trim() ?? ''),
  })),
  implement(api.listRoles, async ({ tx, actor }) => ({ status: 200, body: { items: await readRoles(tx, actor) } })),
  ...implementList(api.peopleList, peopleSource),
  implement(api.successorCandidates, async ({ tx, actor, params }) => ({
    status: 200,
    body: await successorCandidates(tx, actor, params.membershipId),
  })),
]

// whatever was uploaded, it is kept as one of these
const logoType = 'image/png'
const accepted = { status: 202, body: { accepted: true } } as const
const shown = (person: PersonRow) => ({ status: 200, body: person, etag: person.revision }) as const

const people: Implementation[] = [
  implement(
    api.invitePerson,
    async ({ tx, actor, services, body }) => {
      const id = await invitePerson(tx, actor, services, body)
      return { status: 201, body: { id }, resultId: id }
    },
    async ({ tx, actor }, id) => ({ status: 201, body: { id: (await readPerson(tx, actor, id)).id } }),
  ),
  implement(
    api.resendInvitation,
    async ({ tx, actor, services, params }) => {
      await resendLink(tx, actor, services, params.membershipId)
      return accepted
    },
    async () => accepted,
  ),
  implement(
    api.sendLinks,
    async ({ tx, actor, services, body, visitor }) => {
      const outcomes = await forEachItem(tx, body.items, ({ id }) => resendLink(tx, actor, services, id))
      return {
        status: 200,
        body: bulkResult(outcomes, visitor.language),
        resultId: actor.organization.id,
        outcomes,
      }
    },
    async ({ visitor }, _, outcomes) => ({ status: 200, body: bulkResult(outcomes, visitor.language) }),
  ),
  implement(
    api.changeMembership,
    async ({ tx, actor, services, params, body, revision }) => {
      await changeMembership(tx, actor, services, params.membershipId, revision(), body)
      return shown(await readPerson(tx, actor, params.membershipId))
    },
    async ({ tx, actor }, id) => shown(await readPerson(tx, actor, id)),
  ),
  implement(api.removeMember, async ({ tx, actor, services, params, body }) => {
    await removeMember(tx, actor, services, params.membershipId, body.successor)
    return { status: 204, body: undefined }
  }),
]

const branding: Implementation[] = [
  implementUpload(api.setLogo, async ({ actor: asking }) => {
    admitBrand(asking)
    return {
      between: async ({ services: { files }, receive }) => {
        const stored = await storeLogo({ files }, asking.operator.id, (await receive()).path)
        return async ({ tx, actor, services, after }) => {
          await setLogo(tx, actor, services, stored, after)
          const logo = await shownLogo(tx)
          if (!logo) throw new Error('the logo was not kept')
          return { status: 200, body: logo }
        }
      },
    }
  }),
  implement(api.removeLogo, async ({ tx, actor, services, after }) => {
    await removeLogo(tx, actor, services, after)
    return { status: 204, body: undefined }
  }),
  implement(api.readLogo, async ({ tx, actor, services, params }) => {
    const logo = await shownLogo(tx)
    if (logo?.id !== params.logoId) throw new Refusal('access.not_found')
    const key = logoKey(actor.operator.id, logo.id)
    return { status: 200, type: logoType, picture: () => readLogoFile(services, key) }
  }),
]

const ownMemberships: Implementation[] = [
  implementForPerson(identity.acceptMembership, async ({ tx, person, visitor, params }) => ({
    status: 200,
    body: await acceptMembership(tx, person, params.membershipId, visitor.tokenHash),
  })),
  implementForPerson(identity.leaveOrganization, async ({ tx, services, person, params }) => {
    await leaveOrganization(tx, services, person, params.membershipId)
    return { status: 204, body: undefined }
  }),
]

/** The endpoints of organisations, their logo, people and roles, and of a person's own memberships. */
export const routes: Implementation[] = [...reading, ...people, ...branding, ...ownMemberships]
