/** An English noun beside its number, which is already written: "1 rating", "1,204 ratings". */
export function counted(n: string, one: string, more = `${one}s`): string {
  return `${n} ${n === '1' ? one : more}`
}
