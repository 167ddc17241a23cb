import { expect, type Locator, type Page } from '@playwright/test';

export type VerdictWord = 'Dangerous' | 'Suspicious' | 'No findings' | 'Inconclusive';
export type TabName = 'Overview' | 'Findings' | 'Opcodes' | 'Code' | 'Tensors' | 'Hex' | 'Strings' | 'Members';

/** The Inspect screen. */
export class InspectPage {
  readonly #page: Page;
  readonly welcome: Locator;
  readonly files: Locator;
  readonly banner: Locator;
  readonly findings: Locator;
  readonly opcodes: Locator;
  readonly tensors: Locator;
  readonly strings: Locator;
  readonly members: Locator;
  readonly bytes: Locator;
  readonly code: Locator;
  readonly inspector: Locator;
  readonly loaders: Locator;
  readonly rulePage: Locator;
  readonly passwordDialog: Locator;
  readonly status: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.welcome = page.getByRole('main', { name: 'Drop files here' });
    this.files = page.getByRole('listbox', { name: 'Files' });
    this.banner = page.getByTestId('verdict-banner');
    this.findings = page.getByRole('grid', { name: 'Findings' });
    this.opcodes = page.getByRole('treegrid', { name: 'Opcodes' });
    this.tensors = page.getByRole('grid', { name: 'Tensors' });
    this.strings = page.getByRole('grid', { name: 'Strings' });
    this.members = page.getByRole('treegrid', { name: 'Members' });
    this.bytes = page.getByRole('grid', { name: 'Bytes of the stream' });
    this.code = page.getByRole('grid', { name: /^Code of / });
    this.loaders = page.getByRole('region', { name: 'What each loader would do' });
    this.rulePage = page.getByRole('dialog').filter({ hasText: 'What would happen' });
    this.passwordDialog = page.getByRole('dialog', { name: /password/i });
    this.inspector = page.getByRole('complementary', { name: 'Inspector' });
    this.status = page.getByRole('contentinfo');
  }

  file(name: string): Locator {
    return this.files.getByRole('option', { name: new RegExp(`^${name.replaceAll('.', '\\.')},`) });
  }

  async choose(name: string): Promise<void> {
    await this.file(name).click();
    await expect(this.banner).toContainText(name);
  }

  async expectVerdict(word: VerdictWord): Promise<void> {
    await expect(this.banner.getByText(word, { exact: true })).toBeVisible({ timeout: 20_000 });
  }

  tab(name: TabName): Locator {
    return this.#page.getByRole('tab', { name: new RegExp(`^${name}`) });
  }

  async showTab(name: TabName): Promise<void> {
    await this.tab(name).click();
    await expect(this.tab(name)).toHaveAttribute('aria-selected', 'true');
  }

  async tabNames(): Promise<string[]> {
    return this.#page
      .getByRole('tab')
      .evaluateAll((tabs) => tabs.map((tab) => (tab.textContent ?? '').replace(/[\d,]+$/, '')));
  }

  /** The rows of a list that are selected, as text. */
  selectedIn(list: Locator): Locator {
    return list.getByRole('row', { selected: true });
  }

  /** Selected bytes of the pane under the opcodes, two digits each. */
  async selectedBytes(): Promise<string[]> {
    return this.bytes.getByRole('gridcell', { selected: true }).allTextContents();
  }

  /** Asks for the password by the banner's button and tries one. */
  async tryPassword(password: string): Promise<void> {
    if (!(await this.passwordDialog.isVisible()))
      await this.#page.getByRole('button', { name: 'Enter password…' }).click();
    await this.passwordDialog.getByLabel('Password', { exact: true }).fill(password);
    await this.passwordDialog.getByRole('button', { name: 'Unlock' }).click();
  }

  async runFromPalette(words: string): Promise<void> {
    await this.#page.keyboard.press('Control+k');
    const field = this.#page.getByRole('combobox');
    await expect(field).toBeFocused();
    await field.fill(words);
    await this.#page.keyboard.press('Enter');
    await expect(field).toBeHidden();
  }

  async press(key: string): Promise<void> {
    await this.#page.keyboard.press(key);
  }

  theme(): Promise<string | undefined> {
    return this.#page.evaluate(() => document.documentElement.dataset.theme);
  }
}
