// An office with one assistant and one unit, and the one thing everybody does there.
import { expect } from '@playwright/test';
import { Hand, PASSWORD } from '../../e2e/support/office';
import type { Tablet } from '../../e2e/support/tablet';

/** One server sees several runs while a part is worked on. */
const RUN = Date.now().toString(36);
export const SAVED = '已登记并保存。';

export class Desk {
  private constructor(
    readonly office: Hand,
    readonly assistant: string,
    readonly unit: string,
  ) {}

  static async found(name: string, unit: string): Promise<Desk> {
    const office = await Hand.found(`${name}管理处`, `${unit.toLowerCase()}-director-${RUN}`, ['工程部']);
    const assistant = `${unit.toLowerCase()}-assistant-${RUN}`;
    const hand = await office.addStaff('李婷婷', assistant, 'property_assistant');
    await hand.addUnit(unit, '云裳女装', '13800010001');
    return new Desk(office, assistant, unit);
  }

  async signIn(tablet: Tablet) {
    await tablet.signIn(this.assistant, PASSWORD);
    await tablet.expectSynced();
  }

  /** Everything but the tap. */
  async fill(tablet: Tablet, content: string) {
    await tablet.open('/complaints/new');
    await tablet.field('铺位').fill(this.unit);
    await tablet.page.getByRole('button', { name: new RegExp(`^${this.unit} `) }).click();
    await tablet.field('投诉内容').fill(content);
    await tablet.field('联系电话').fill('13800010001');
  }

  async register(tablet: Tablet, content: string) {
    await this.fill(tablet, content);
    await tablet.button('登记').click();
    await expect(tablet.page.getByText(SAVED)).toBeVisible();
  }
}
