/**
 * What a text in a file can point at. Facts, never opinions: honest models name addresses, paths and people.
 * - `homePath`: a path that names somebody's home folder, and with it often a person
 * - `secret`: something that opens a door; `SecretKind` says which
 */
export const INDICATOR_TYPES = [
  'url',
  'domain',
  'ipv4',
  'ipv6',
  'email',
  'unixPath',
  'homePath',
  'windowsPath',
  'uncPath',
  'registryKey',
  'command',
  'secret',
  'wallet',
] as const;
export type IndicatorType = (typeof INDICATOR_TYPES)[number];

/** What a secret opens, as it is called in a sentence: `a GitHub token`. Recognised by the form that its issuer gives it, never tried. */
export const SECRET_LABELS = {
  awsAccessKeyId: 'AWS access key id',
  awsSecretKey: 'AWS secret access key',
  github: 'GitHub token',
  gitlab: 'GitLab token',
  slack: 'Slack token',
  slackWebhook: 'Slack webhook',
  discordWebhook: 'Discord webhook',
  telegram: 'Telegram bot token',
  huggingFace: 'Hugging Face token',
  openai: 'OpenAI key',
  anthropic: 'Anthropic key',
  google: 'Google API key',
  googleOauth: 'Google OAuth secret',
  azureStorage: 'Azure storage key',
  npm: 'npm token',
  pypi: 'PyPI token',
  stripe: 'Stripe key',
  sendgrid: 'SendGrid key',
  databricks: 'Databricks token',
  digitalOcean: 'DigitalOcean token',
  replicate: 'Replicate token',
  privateKey: 'private key',
  jwt: 'JSON web token',
  basicAuth: 'password in an address',
} as const;
export type SecretKind = keyof typeof SECRET_LABELS;

/**
 * In what an indicator was seen.
 * - `literal`: a text or bytes that a pickle makes
 * - `constant`: a constant of compiled code
 * - `source`: source code or a template
 * - `metadata`: a header, a field of a message, an attribute
 * - `document`: a configuration or another notation
 * - `text`: text for people
 * - `memberName`: the name of a member
 * - `unexplained`: bytes that no format explains
 */
export const INDICATOR_SOURCES = [
  'literal',
  'constant',
  'source',
  'metadata',
  'document',
  'text',
  'memberName',
  'unexplained',
] as const;
export type IndicatorSource = (typeof INDICATOR_SOURCES)[number];

/** A secret as it may be shown: enough to recognise it, too little to use it. */
export function maskSecret(text: string): string {
  return `${text.slice(0, 4)}… (${text.length} characters)`;
}
