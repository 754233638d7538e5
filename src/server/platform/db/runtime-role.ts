import pg from 'pg'
import { StartProblem } from '../start-problem.ts'
import { withClient } from './with-client.ts'

/** The database role of every request. Migrations grant it what it may do; it owns nothing. */
export const runtimeRole = 'kontor_runtime'

/** The address of the runtime login on the database that the owner's address names. */
export function runtimeUrl(ownerUrl: string, password: string): string {
  const url = new URL(ownerUrl)
  url.username = runtimeRole
  url.password = encodeURIComponent(password)
  return url.href
}

/**
 * Makes the runtime role where it is missing and sees to it that it can sign in with this password.
 *
 * @param password undefined where the operator makes the login: then the role is made without one, to be granted to it
 */
export async function prepareRuntimeRole(owner: pg.Client, ownerUrl: string, password?: string): Promise<void> {
  const limits = 'nosuperuser nocreatedb nocreaterole nobypassrls noreplication'
  const login = password === undefined ? 'nologin' : `login password ${pg.escapeLiteral(password)}`
  const found = await owner.query('select from pg_roles where rolname = $1', [runtimeRole])
  if (found.rowCount === 0) {
    // another start may be making it at this moment
    await owner.query(`create role ${runtimeRole} ${limits} ${login}`).catch(explainRefusal)
  }
  // roles belong to the whole server: altering it at every start would make parallel starts fail
  if (password !== undefined && !(await canSignIn(runtimeUrl(ownerUrl, password)))) {
    await owner.query(`alter role ${runtimeRole} ${login}`).catch(explainRefusal)
  }
}

/**
 * Nobody but the owner and the runtime role may connect, and neither temporary tables nor new ones are the runtime's.
 * A copy of a database does not inherit this.
 */
export async function restrictDatabase(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ name: string }>('select quote_ident(current_database()) as name')
  const name = rows[0]?.name
  await owner.query(`revoke all on database ${name} from public`)
  await owner.query(`grant connect on database ${name} to ${runtimeRole}`)
  await owner.query('revoke create on schema public from public')
  await owner.query(`grant usage on schema public to ${runtimeRole}`)
}

/**
 * Refuses to work under a role that row security does not bind.
 *
 * @throws Error naming what the role may do and must not
 */
export async function assertRuntimeRole(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string; wrong: string }>(
    `select current_user as name, concat_ws(', ',
        case when rolsuper then 'is a superuser' end,
        case when rolbypassrls then 'has BYPASSRLS' end,
        case when rolcreatedb then 'may create databases' end,
        case when rolcreaterole then 'may create roles' end,
        case when exists (select from pg_class where pg_has_role(relowner, 'usage')) then 'owns tables' end,
        case when exists (select from pg_proc where pg_has_role(proowner, 'usage')) then 'owns functions' end,
        case when exists (select from pg_namespace
                           where has_schema_privilege(oid, 'create') and nspname !~ '^pg_(toast_)?temp_')
             then 'may create tables' end) as wrong
       from pg_roles where rolname = current_user`,
  )
  const [role] = rows
  if (role?.wrong === '') return
  throw new StartProblem(
    `Row security does not bind the database role "${role?.name}": it ${role?.wrong}. ` +
      `Let DATABASE_RUNTIME_URL name a login that owns nothing and is a member of ${runtimeRole}.`,
  )
}

function canSignIn(url: string): Promise<boolean> {
  const attempt = withClient({ connectionString: url, connectionTimeoutMillis: 5000 }, async () => true)
  return attempt.catch(() => false)
}

function explainRefusal(error: unknown): void {
  const code = error instanceof pg.DatabaseError ? error.code : undefined
  if (code === '42710' || code === '23505') return
  if (code !== '42501') throw error
  throw new StartProblem(
    `The login of DATABASE_URL may not make the role ${runtimeRole}. Give it CREATEROLE, or make the role and a login ` +
      'that is a member of it, and name that in DATABASE_RUNTIME_URL.',
    { cause: error },
  )
}
