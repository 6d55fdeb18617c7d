/** The text that is signed: the purpose keeps a receipt from passing for a config. */
export function signedText(
  purpose: 'receipt' | 'config' | 'closing' | 'unit-head' | 'intake' | 'proof' | 'deeds' | 'lost' | 'known',
  line: string,
): string {
  return `hailong-${purpose}/1\n${line}`
}
