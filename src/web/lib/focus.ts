/** Whether nothing has the focus: what held it has gone from the page. */
export function isFocusLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body
}
