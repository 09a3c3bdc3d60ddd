import { type Html, trusted } from '../html.ts';

/** Three linked nodes within a ring: decorative beside the name, hence hidden from assistive technology. */
export const LOGO: Html = trusted(
  '<svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false">' +
    '<circle cx="16" cy="16" r="14.5" fill="none" stroke="currentColor" stroke-width="1.6" opacity=".45"/>' +
    '<path d="M10 20.5 16 9l6.5 9.5L10 20.5Z" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round"/>' +
    '<circle cx="16" cy="9" r="3.2" fill="currentColor"/><circle cx="22.5" cy="18.5" r="3.2" fill="currentColor"/>' +
    '<circle cx="10" cy="20.5" r="3.2" fill="currentColor"/></svg>',
);
