import { expect, type Locator, type Page } from '@playwright/test';

export type ProfileTitle = 'Data only' | 'scikit-learn' | 'PyTorch' | 'Everything known';

/** The Policy screen, and what Inspect offers of it. */
export class PolicyPage {
  readonly #page: Page;
  readonly room: Locator;
  readonly globals: Locator;
  readonly exceptions: Locator;
  readonly rows: Locator;
  readonly answer: Locator;
  readonly acceptDialog: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.room = page.getByRole('main', { name: 'Policy' });
    this.globals = page.getByRole('grid', { name: 'Globals' });
    this.exceptions = page.getByRole('grid', { name: 'Exceptions' });
    this.rows = page.getByRole('grid', { name: 'Rows' });
    this.answer = page.getByRole('complementary', { name: 'Judgement of a global' });
    this.acceptDialog = page.getByRole('dialog', { name: 'Accept for this file' });
  }

  async open(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Policy', exact: true }).click();
    await expect(this.room).toBeVisible();
  }

  async leave(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Inspect', exact: true }).click();
    await expect(this.room).toBeHidden();
  }

  async choose(profile: ProfileTitle): Promise<void> {
    const radio = this.room.getByRole('radio', { name: profile, exact: true });
    await radio.click();
    await expect(radio).toBeChecked();
  }

  /** Accepts the finding that the inspector shows. */
  async accept(reason: string): Promise<void> {
    await this.#page.getByRole('button', { name: 'Accept for this file…' }).click();
    await this.acceptDialog.getByLabel('Reason').fill(reason);
    await this.acceptDialog.getByRole('button', { name: 'Accept', exact: true }).click();
    await expect(this.acceptDialog).toBeHidden();
  }

  async revokeFromInspector(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Revoke', exact: true }).click();
  }

  async show(list: 'Globals in open files' | 'Rows' | 'Exceptions'): Promise<void> {
    await this.#page.getByRole('tab', { name: new RegExp(`^${list}`) }).click();
  }

  async lookUp(global: string): Promise<void> {
    await this.answer.getByLabel('Look up a global').fill(global);
  }

  /** Writes a row about the global that is looked up. */
  async writeRow(judgement: 'Trusted' | 'Unknown' | 'Dangerous', reason: string): Promise<void> {
    await this.answer.getByRole('button', { name: /row/ }).first().click();
    const form = this.#page.getByRole('form', { name: 'Row' });
    await form.getByRole('radio', { name: judgement }).click();
    await form.getByLabel('Reason').fill(reason);
    await form.getByRole('button', { name: 'Save' }).click();
    await expect(form).toBeHidden();
  }

  button(name: string): Locator {
    return this.#page.getByRole('button', { name });
  }
}
