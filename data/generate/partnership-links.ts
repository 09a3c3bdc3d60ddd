/**
 * The initiatives that a partnership is about, read by hand: a link stands here only where the partnership's own name,
 * purpose or home page names the initiative.
 */
export const INVOLVED_INITIATIVES: Readonly<Record<string, readonly string[]>> = {
  'p-001': ['ctcn'],
  'p-003': ['ctcn'],
  'p-004': ['ctcn', 'gcf-readiness'],
  'p-006': ['afcia'],
  'p-008': ['global-tna-project'],
  'p-010': ['unep-ccc'],
  'p-011': ['unep-ccc'],
  'p-012': ['recpnet', 'ncpc-programme'],
  'p-013': ['gn-sec', 'sids-dock'],
  'p-016': ['inshp', 'icshp'],
  'p-017': ['sids-dock'],
  'p-018': ['pfan'],
  'p-019': ['unido-itpo'],
  'p-020': ['gcip'],
  'p-021': ['unido-ichet'],
  'p-022': ['kenya-cic', 'infodev'],
  'p-024': ['research4life'],
  'p-028': ['wipo-research'],
  'p-029': ['wipo-green'],
  'p-030': ['wipo-green'],
  'p-031': ['mrna-technology-transfer'],
  'p-033': ['digital-public-goods-alliance'],
  'p-034': ['broadband-commission'],
  'p-035': ['partner2connect'],
  'p-036': ['until'],
  'p-037': ['page'],
  'p-038': ['switch-africa-green'],
  'p-039': ['life-cycle-initiative'],
  'p-040': ['united-for-efficiency'],
  'p-041': ['district-energy-in-cities'],
  'p-042': ['gfei'],
  'p-043': ['pcfv'],
  'p-044': ['gmn-mtcc'],
  'p-045': ['glofouling'],
  'p-047': ['un-cclearn'],
  'p-049': ['untb-tna'],
  'p-050': ['un-technology-bank'],
  'p-053': ['sti-roadmaps-pilot'],
  'p-054': ['istic'],
  'p-055': ['iatt-capacity-building'],
  'p-056': ['ss-technology-facility-sids'],
  'p-057': ['south-south-galaxy'],
  'p-058': ['bio-bridge'],
  'p-059': ['undp-accelerator-labs'],
  'p-060': ['wfp-innovation-accelerator'],
  'p-061': ['etrade-for-all'],
  'p-062': ['gwopa'],
  'p-064': ['arct'],
  'p-065': ['ietc'],
  'p-067': ['iaea-technical-cooperation'],
  'p-068': ['global-mercury-partnership'],
  'p-069': ['ggkp'],
  'p-070': ['atoms4food'],
  'p-071': ['soff'],
  'p-072': ['greenvoyage2050'],
  'p-073': ['c-tap'],
};

/** The facts have no column for the status: it stands here only where a row's text says so. */
export const STATED_STATUS: Readonly<Record<string, 'active' | 'ended'>> = {
  // "Ran the centre at Risø and later DTU until 2022"
  'p-011': 'ended',
  // "current agreement runs from February 2022 to January 2028"
  'p-054': 'active',
};

/** Last years that a row's text states. */
export const STATED_ENDINGS: Readonly<Record<string, string>> = {
  // "Ran the centre at Risø and later DTU until 2022"
  'p-011': '2022',
};
