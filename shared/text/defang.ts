/** Makes web addresses and host names in a text unclickable: `https[:]//attacker[.]example`. For showing only; facts keep the bytes. */
export function defang(text: string): string {
  return text.replace(
    /\b(https?|ftp|ftps|ws|wss|file|ldap|tcp):\/\/([^\s/?#'"`)\]]+)/gi,
    (_, scheme: string, host: string) => `${scheme}[:]//${host.replaceAll('.', '[.]')}`,
  );
}
