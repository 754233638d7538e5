/** What a busy server says, and the reply that says it. */
export const problem = {
  type: 'about:blank',
  title: 'Zu viele Anfragen',
  status: 429,
  code: 'request.too_many',
  requestId: 'r-1',
}
export const refusal = {
  status: problem.status,
  contentType: 'application/problem+json',
  body: JSON.stringify(problem),
}
