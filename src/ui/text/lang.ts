export type Lang = 'vi' | 'en'

/** Each language in its own words, Vietnamese first. */
export const LANGUAGES: Readonly<Record<Lang, string>> = { vi: 'Tiếng\u00a0Việt', en: 'English' }
