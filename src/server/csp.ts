import { hash } from 'node:crypto'

/** Everything that a browser may do with an answer that is not a page: nothing. */
export const NO_PAGE = "default-src 'none'; frame-ancestors 'none'"

/** The policy of a built page: its own inline scripts and styles by their hash, and else only this origin. */
export function pagePolicy(html: string): string {
  const scripts = inlineHashes(html, /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/gi)
  const styles = inlineHashes(html, /<style[^>]*>([\s\S]*?)<\/style>/gi)
  return [
    "default-src 'self'",
    `script-src ${["'self'", ...scripts].join(' ')}`,
    `style-src ${["'self'", ...styles].join(' ')}`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
    "require-trusted-types-for 'script'",
    'trusted-types hailong',
  ].join('; ')
}

/** Headers of every answer. `tls`: the one origin is HTTPS, so browsers may be told to stay there. */
export function securityHeaders(tls: boolean): Record<string, string> {
  return {
    'Content-Security-Policy': NO_PAGE,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    ...(tls && { 'Strict-Transport-Security': 'max-age=31536000' }),
  }
}

function inlineHashes(html: string, pattern: RegExp): string[] {
  const contents = [...html.matchAll(pattern)].map((match) => match[1]!)
  return [...new Set(contents.map((content) => `'sha256-${hash('sha256', content, 'base64')}'`))]
}
