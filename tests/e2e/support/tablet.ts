// One tablet: a browser profile of its own, held by somebody who sees Chinese and types with an input method.
import AxeBuilder from '@axe-core/playwright';
import { type Browser, type BrowserContext, type BrowserContextOptions, type CDPSession, type Locator, type Page, expect } from '@playwright/test';

export const LANDSCAPE = { width: 1024, height: 768 };
export const PORTRAIT = { width: 768, height: 1024 };
export type Size = typeof LANDSCAPE;

const exactly = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

export class Tablet {
  /** What types into the page shown. */
  private hand?: CDPSession;

  private constructor(
    readonly context: BrowserContext,
    public page: Page,
    private readonly faults: string[],
    private readonly base = '',
  ) {}

  /** A tablet nobody has used. */
  static async unpack(browser: Browser, size: Size = LANDSCAPE, options: BrowserContextOptions = {}): Promise<Tablet> {
    const context = await browser.newContext({ viewport: size, ...options });
    const faults: string[] = [];
    const tablet = new Tablet(context, await context.newPage(), faults);
    tablet.watch();
    return tablet;
  }

  /** A tablet whose browser somebody else started; `base` is where the product is. */
  static holding(context: BrowserContext, page: Page, base: string): Tablet {
    const tablet = new Tablet(context, page, [], base);
    tablet.watch();
    return tablet;
  }

  private watch() {
    this.page.on('pageerror', (error) => this.faults.push(error.message));
    this.page.on('console', (message) => {
      if (message.type() === 'error' && /panicked|Content Security Policy/.test(message.text())) {
        this.faults.push(message.text());
      }
    });
  }

  /** What went wrong unseen: a panic, or something the content policy stopped. */
  expectNoFault() {
    expect(this.faults).toEqual([]);
  }

  async open(path = '/') {
    await this.page.goto(`${this.base}${path}`);
    await expect(this.heading()).toBeVisible();
  }

  /** Ends the page's process, as a tablet does when memory runs short: nothing gets a chance to say goodbye. */
  async kill() {
    const session = await this.context.newCDPSession(this.page);
    const crashed = this.page.waitForEvent('crash');
    // It has no answer: whoever would give it is gone.
    session.send('Page.crash').catch(() => undefined);
    await crashed;
    await this.page.close();
  }

  /** A new page of the same tablet. */
  async reopen(path = '/') {
    this.page = await this.context.newPage();
    this.hand = undefined;
    this.watch();
    await this.open(path);
  }

  heading(): Locator {
    return this.page.getByRole('heading', { level: 1 });
  }

  /** The control of a field, by the beginning of its label: what follows is the mark of a required one. */
  field(label: string, within: Page | Locator = this.page): Locator {
    return within.getByLabel(new RegExp(`^${exactly(label)}`)).and(within.locator('input, textarea, select'));
  }

  button(name: string | RegExp, within: Page | Locator = this.page): Locator {
    return within.getByRole('button', { name, exact: typeof name === 'string' });
  }

  link(name: string | RegExp, within: Page | Locator = this.page): Locator {
    return within.getByRole('link', { name });
  }

  async place(name: string) {
    await this.page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name }).click();
    await expect(this.heading()).toHaveText(name);
  }

  radio(question: string, answer: string): Locator {
    return this.page.getByRole('radiogroup', { name: question }).getByRole('radio', { name: answer, exact: true });
  }

  /** Types with an input method: letters are composed, then replaced by the characters chosen. */
  async compose(into: Locator, text: string) {
    await into.click();
    // Kept with its page: Chromium brings the network back when a session is taken off one that was offline.
    const session = (this.hand ??= await this.context.newCDPSession(this.page));
    for (const characters of text.match(/.{1,4}/gu) ?? []) {
      // What is composed must not be taken for what was typed.
      for (const letters of ['h', 'hu', 'hui', 'huif']) {
        await session.send('Input.imeSetComposition', {
          text: letters,
          selectionStart: letters.length,
          selectionEnd: letters.length,
        });
      }
      await session.send('Input.imeSetComposition', {
        text: characters,
        selectionStart: characters.length,
        selectionEnd: characters.length,
      });
      await session.send('Input.insertText', { text: characters });
    }
    await expect(into).toHaveValue(text);
  }

  /** Takes a complaint down on the register form; the tablet then shows its case. */
  async register(unit: string, content: string, sorting: { category?: string; department?: string } = {}) {
    await this.open('/complaints/new');
    await this.compose(this.field('铺位'), unit);
    await this.page.getByRole('button', { name: new RegExp(`^${unit} `) }).click();
    await this.compose(this.field('投诉内容'), content);
    await this.field('联系电话').fill('13800010001');
    if (sorting.category) await this.field('类别').selectOption({ label: sorting.category });
    if (sorting.department) await this.field('被投诉部门').selectOption({ label: sorting.department });
    await this.button('登记').click();
    await expect(this.page.getByText('已登记并保存。')).toBeVisible();
    await expect(this.page.getByRole('main')).toContainText(content);
  }

  /** Does one step of what is shown; its form answers what it asks. */
  async step(name: string, answer?: (form: Locator) => Promise<void>) {
    await this.button(name, this.page.getByRole('main')).first().click();
    const form = this.page.getByRole('dialog');
    await expect(form).toBeVisible();
    await answer?.(form);
    await this.button(name, form).click();
    await expect(form).toBeHidden();
  }

  /** Writes a name with a finger. */
  async sign(pad: Locator) {
    // The mouse draws where it is told, also beside what can be seen.
    await pad.scrollIntoViewIfNeeded();
    const box = await pad.boundingBox();
    if (!box) throw new Error('There is no pad to sign on.');
    const mouse = this.page.mouse;
    const strokes = [
      [[0.2, 0.3], [0.3, 0.28], [0.35, 0.6], [0.22, 0.7]],
      [[0.45, 0.35], [0.6, 0.3], [0.62, 0.55], [0.5, 0.72], [0.66, 0.7]],
    ];
    for (const stroke of strokes) {
      const points = stroke.map(([x, y]) => [box.x + x * box.width, box.y + y * box.height]);
      await mouse.move(points[0][0], points[0][1]);
      await mouse.down();
      for (const [x, y] of points.slice(1)) await mouse.move(x, y, { steps: 6 });
      await mouse.up();
    }
  }

  /** The status line. */
  status(): Locator {
    return this.page.getByRole('status').filter({ hasText: /同步|需处理|待传照片|网络|sync|settle|unsent|photo|network/i }).first();
  }

  async expectSynced() {
    await expect(this.status()).toContainText('已同步', { timeout: 60_000 });
  }

  async signIn(name: string, password: string) {
    await this.page.goto(`${this.base}/sign-in`);
    await this.field('登录名').fill(name);
    await this.field('密码').fill(password);
    await this.button('登录').click();
    await expect(this.heading()).toHaveText('今日');
  }

  /** The same whatever language the tablet speaks. */
  async signInWith(name: string, password: string) {
    await this.enter(name, password);
    // Everything has come down; something may wait to be settled all the same.
    await expect(this.status()).toHaveText(/^(已同步|Synced|需处理|\d+ to settle)/, { timeout: 60_000 });
  }

  /** Asked for name and password, whatever comes of it. */
  async enter(name: string, password: string) {
    await this.page.goto(`${this.base}/sign-in`);
    await this.page.locator('#sign-in-name').fill(name);
    await this.page.locator('#password').fill(password);
    await this.page.locator('#password').press('Enter');
  }

  async signOut() {
    await this.place('设置');
    await this.button('退出登录').click();
    await this.button('退出登录', this.page.getByRole('dialog')).click();
    await expect(this.heading()).toHaveText('登录');
  }

  async signInByCode(name: string, code: string, password: string) {
    await this.page.goto(`${this.base}/sign-in`);
    await this.page.getByRole('button', { name: '用一次性登录码登录' }).click();
    await this.field('登录名').fill(name);
    await this.field('一次性登录码').fill(code);
    await this.field('新密码').fill(password);
    await this.button('设定密码并登录').click();
    await expect(this.heading()).toHaveText('今日');
  }

  /** Nothing on this page shuts anybody out. */
  async expectAccessible() {
    await expect(this.page.getByRole('main')).toBeVisible();
    expect(await this.shutOut(), `axe-core on ${this.page.url()}`).toEqual([]);
  }

  /** The same of a page among many: the others are looked at all the same. */
  async expectAccessibleSoftly(name: string) {
    expect.soft(await this.shutOut(), `axe-core on ${name}`).toEqual([]);
  }

  private async shutOut() {
    const { violations } = await new AxeBuilder({ page: this.page }).analyze();
    return violations.map((one) => ({
      rule: one.id,
      where: one.nodes.map((node) => `${node.target.join(' ')}: ${node.failureSummary}`),
    }));
  }

  /** The same in the other orientation, and back. */
  async expectAccessibleBothWays() {
    const size = this.page.viewportSize() ?? LANDSCAPE;
    await this.expectAccessible();
    await this.page.setViewportSize({ width: size.height, height: size.width });
    await this.expectAccessible();
    await this.page.setViewportSize(size);
  }
}
