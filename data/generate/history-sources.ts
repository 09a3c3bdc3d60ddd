/** The pages on which the facts' history of the platform rests, written as the facts write their sources. */
export const DIALOGUES_PAGE = 'https://sustainabledevelopment.un.org/topics/technology/facilitationmechanism/dialogues';
export const MECHANISM_PAGE = 'https://sustainabledevelopment.un.org/index.php?menu=1453';
export const PGA_NEWS = 'https://sdg.iisd.org/news/pga-reports-on-technology-dialogues-transmits-elements-for-resolution';
export const WORKING_GROUP_NEWS = 'http://sdg.iisd.org/news/un-establishes-inter-agency-working-group-on-global-technology-platform';
export const OVERVIEW_DRAFT =
  'https://vdocument.in/united-nations-inter-agency-working-group-on-a-technology-draft-for-comments.html (An Overview of the UN Technology Initiatives, draft of 7 July 2015)';
export const PROGRESS_UPDATE = 'https://sdgs.un.org/statements/tfm-progress-update-iatt-15255';
export const OXFORD_NEWS =
  'https://www.oxfordtmcd.org/news/online-technology-platform-2030-connect-launched-high-level-political-forum-sustainable';
export const SUB_CLUSTER = 'https://developmentfinance.un.org/sub-cluster/847/40';
export const DESA_COPY = 'http://kimandelvis.com/en/desa/re-building-better-sti-during-covid-19 (copy of a UN DESA statement of July 2020)';
export const FORUM_SOURCES = ['https://developmentfinance.un.org/', 'http://www.businessfor2030.org/technology-facilitation-mechanism'];
export const TECHNOLOGY_BANK_SOURCES = [
  'https://developmentfinance.un.org/',
  'https://www.un.org/ohrlls/news/technology-bank-least-developed-countries-inaugurated-turkey',
];
