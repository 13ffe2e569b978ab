// A bad network between two tablets and the server: everything arrives once, and the screen never calls synced what
// is not.
import { expect, test } from '@playwright/test';
import { Hand, PASSWORD } from '../e2e/support/office';
import { PORTRAIT, Tablet } from '../e2e/support/tablet';
import { Draws, SEED, amount, report } from './support/amount';
import { BadNetwork, FAULTS } from './support/proxy';
import { counted, expectOneCommand, logged } from './support/stored';

const SAVES = amount({ smoke: 10, full: 80 });
const RUN = Date.now().toString(36);
const UNIT = 'N-101';
const SHARE = 0.45;
/** Everything the status line may say while a tablet writes through this network. */
const HONEST = /^(尚未同步|正在同步|已同步 \S+|未同步 \d+ 条)( · (正在同步|无网络|服务器无应答))*$/;
const words = (number: number) => `第 ${number} 条：楼梯间的灯不亮。`;

test('through a bad network every save arrives once and the status line never lies', async ({ browser }) => {
  const office = await Hand.found('网络差管理处', `faults-director${RUN}`, ['工程部']);
  const assistant = await office.addStaff('李婷婷', `faults-assistant${RUN}`, 'property_assistant');
  await office.addStaff('何晓燕', `faults-officer${RUN}`, 'management_officer');
  await assistant.addUnit(UNIT, '云裳女装', '13800010001');
  const network = await BadNetwork.open(process.env.HUIFANG_BASE_URL ?? '', new Draws());
  try {
    const options = { baseURL: network.url };
    const writer = await Tablet.unpack(browser, undefined, options);
    const reader = await Tablet.unpack(browser, PORTRAIT, options);
    await writer.signIn(`faults-assistant${RUN}`, PASSWORD);
    await reader.signIn(`faults-officer${RUN}`, PASSWORD);
    await writer.expectSynced();
    await reader.expectSynced();
    await listen(writer);
    await listen(reader);

    network.share = SHARE;
    let calledSynced = 0;
    for (let save = 1; save <= SAVES; save += 1) {
      await register(writer, words(save));
      // Now and then there is time to arrive; whether it does is for the network to say.
      if (save % 4 === 0) await writer.status().filter({ hasText: '已同步' }).waitFor({ timeout: 5_000 }).catch(() => undefined);
      const said = (await writer.status().textContent()) ?? '';
      if (!said.startsWith('已同步')) continue;
      calledSynced += 1;
      const there = counted((await logged(office)).values());
      for (let earlier = 1; earlier <= save; earlier += 1) expect(there.get(words(earlier)), said).toBe(1);
    }
    const heard = new Set([...(await heardBy(writer)), ...(await heardBy(reader))]);

    await network.heal();
    for (const tablet of [writer, reader]) {
      // The browser says that the network is back: nobody waits for the end of a back-off.
      await tablet.page.evaluate(() => window.dispatchEvent(new Event('online')));
      await tablet.expectSynced();
    }

    const log = await logged(office);
    const counts = counted(log.values());
    const all = Array.from({ length: SAVES }, (_, index) => words(index + 1));
    const lost = all.filter((said) => !counts.has(said));
    const doubled = [...counts].filter(([, count]) => count > 1);
    const struck = FAULTS.map((fault) => `${fault} ${network.struck.get(fault) ?? 0}`).join(', ');
    report(`seed ${SEED}: ${SAVES} saves, ${lost.length} lost, ${doubled.length} doubled; called synced on the way ${calledSynced} times, each time rightly`);
    report(`faults: ${struck}`);
    report(`the status lines said: ${[...heard].map(plain).sort().filter((one, at, from) => from.indexOf(one) === at).join(' | ')}`);
    expect(lost).toEqual([]);
    expect(doubled).toEqual([]);
    expect(counts.size).toBe(SAVES);
    for (const stream of log.keys()) await expectOneCommand(office, stream);
    // What the other tablet shows is the same.
    for (const [stream, content] of [...log].slice(-3)) {
      await reader.open(`/complaints/${stream}`);
      await expect(reader.page.getByRole('main')).toContainText(content);
    }
    await reader.place('投诉');
    // The list draws the first of them only, and says how many there are.
    await expect(reader.page.locator('main p.figures', { hasText: new RegExp(`^${SAVES} 件$`) })).toBeVisible();
    for (const one of heard) expect(one).toMatch(HONEST);
    writer.expectNoFault();
    reader.expectNoFault();
  } finally {
    await network.close();
  }
});

/** Notes everything the status line says from now on, over reloads too. */
async function listen(tablet: Tablet) {
  await tablet.context.addInitScript(() => {
    const key = 'heard';
    new MutationObserver(() => {
      for (const line of document.querySelectorAll('[role=status]')) {
        const said = line.textContent?.trim() ?? '';
        if (!/同步|网络|服务器/.test(said)) continue;
        const heard = new Set(JSON.parse(sessionStorage.getItem(key) ?? '[]'));
        if (heard.has(said)) continue;
        sessionStorage.setItem(key, JSON.stringify([...heard, said]));
      }
    }).observe(document, { childList: true, subtree: true, characterData: true });
  });
  await tablet.open('/');
}

async function heardBy(tablet: Tablet): Promise<string[]> {
  return await tablet.page.evaluate(() => JSON.parse(sessionStorage.getItem('heard') ?? '[]'));
}

const plain = (said: string) => said.replace(/\d+ 条/, 'N 条').replace(/已同步 \S+/, '已同步 HH:MM');

async function register(tablet: Tablet, content: string) {
  await tablet.open('/complaints/new');
  await tablet.field('铺位').fill(UNIT);
  await tablet.page.getByRole('button', { name: new RegExp(`^${UNIT} `) }).click();
  await tablet.field('投诉内容').fill(content);
  await tablet.field('联系电话').fill('13800010001');
  await tablet.button('登记').click();
  await expect(tablet.page.getByText('已登记并保存。')).toBeVisible();
}
