// The pages as somebody would write them by hand who knows what each reader may see: own predicates, no access rules, the best form
// and index there is. Every page is cut before its names are joined.

/** A hand-written statement of a raw route. */
export interface Query {
  text: string
  values: unknown[]
  /** search patterns want a plan of their own */
  unnamed?: boolean
}

const columns = `c.id, c.revision, c.number, c.name, c.external_id as "externalId", c.status, c.owner_id, c.contact_id, c.manager_id, c.street,
  c.postal_code as "postalCode", c.city, c.state, c.country, c.phone, c.email, c.website, c.industry, c.vat_id as "vatId",
  c.customer_since as "customerSince", c.created_at as "createdAt", c.changed_at as "changedAt"`

/** One page of 51 rows: 50, and whether there are more. */
export function page(of: { where: string; order: string; values: unknown[]; unnamed?: boolean }): Query {
  const text = `select p.*,
      (select o.name from organizations o where o.operator_id = $1 and o.id = p.owner_id) as owner,
      (select k.name from people k where k.operator_id = $1 and k.person_id = p.contact_id) as contact,
      (select m.name from people m where m.operator_id = $1 and m.person_id = p.manager_id) as manager
    from (select ${columns} from customers c where c.operator_id = $1 and ${of.where} order by ${of.order} limit 51) p`
  return { text, values: of.values, ...(of.unnamed && { unnamed: true }) }
}

/** How many rows, up to 10,001. */
export function total(where: string, values: unknown[]): Query {
  return {
    text: `select count(*)::int as value from (select from customers c where c.operator_id = $1 and ${where} limit 10001) x`,
    values,
  }
}

/** One customer with its names. */
export function detail(values: unknown[]): Query {
  return {
    text: `select ${columns}, c.imported, o.name as owner, k.name as contact, m.name as manager
      from customers c join organizations o on o.operator_id = c.operator_id and o.id = c.owner_id
      left join people k on k.operator_id = c.operator_id and k.person_id = c.contact_id
      left join people m on m.operator_id = c.operator_id and m.person_id = c.manager_id
      where c.operator_id = $1 and c.owner_id = $2 and c.id = $3`,
    values,
  }
}

/** Assigns the contact of a customer; the table's triggers write history, audit and event. */
export function assignment(): string {
  return `update customers set contact_id = $4 where operator_id = $1 and owner_id = $2 and id = $3 returning revision`
}
