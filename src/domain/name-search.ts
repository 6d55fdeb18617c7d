/** Does the name hold what was typed? Whoever types without marks finds names with them: "huong" finds Hương, "duc" Đức. */
export function matchesName(name: string, sought: string): boolean {
  return bare(name).includes(bare(sought.trim()))
}

function bare(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase('vi').replaceAll('đ', 'd')
}
