// The model picker: the catalogue by provider, and any other `provider/model` that is typed.
import * as vscode from 'vscode';
import type { ModelInfo } from '../../core/models/catalogue';
import { formatModelRef, parseModelRef } from '../../core/models/modelRef';
import type { ModelRef } from '../../core/ports';
import type { ModelJob, Settings } from '../settings';

interface ModelItem extends vscode.QuickPickItem {
	readonly ref?: ModelRef;
}

/** Lets the user choose the model of a job and keeps the choice. @returns whether one was chosen. */
export async function pickModel(settings: Settings, job: ModelJob): Promise<boolean> {
	const { t } = vscode.l10n;
	const current = formatModelRef(settings.model(job));
	const title = job === 'chat' ? t('Chat Model') : t('Completion Model');
	const ref = await pick(title, modelItems(settings.models(), current), current);
	if (ref) {
		await settings.setModel(job, ref);
	}
	return ref !== undefined;
}

function modelItems(models: readonly ModelInfo[], current: string): ModelItem[] {
	const { t } = vscode.l10n;
	let provider = '';
	return models.toSorted(byProvider(models)).flatMap(model => {
		const id = formatModelRef(model);
		const item: ModelItem = {
			label: model.name,
			description: id === current ? t('{0} (current)', id) : id,
			detail: t('{0} tokens', model.contextTokens.toLocaleString(vscode.env.language)),
			ref: model,
		};
		const heading = model.provider !== provider;
		provider = model.provider;
		return heading ? [{ label: provider, kind: vscode.QuickPickItemKind.Separator }, item] : [item];
	});
}

/** Groups by provider, in the order in which the catalogue first names each. */
function byProvider(models: readonly ModelInfo[]): (a: ModelInfo, b: ModelInfo) => number {
	const order = [...new Set(models.map(({ provider }) => provider))];
	return (a, b) => order.indexOf(a.provider) - order.indexOf(b.provider);
}

function pick(title: string, items: readonly ModelItem[], current: string): Promise<ModelRef | undefined> {
	const { t } = vscode.l10n;
	const picker = vscode.window.createQuickPick<ModelItem>();
	picker.title = title;
	picker.placeholder = t('Choose a model, or type provider/model');
	picker.matchOnDescription = true;
	picker.items = items;
	picker.activeItems = items.filter(({ ref }) => ref && formatModelRef(ref) === current);
	return new Promise(resolve => {
		picker.onDidChangeValue(value => {
			const typed = parseModelRef(value);
			const isListed = items.some(({ ref }) => ref && formatModelRef(ref) === value.trim());
			picker.items =
				typed && !isListed
					? [...items, { label: t('Use {0}', value.trim()), alwaysShow: true, ref: typed }]
					: items;
		});
		picker.onDidAccept(() => {
			resolve(picker.selectedItems[0]?.ref);
			picker.hide();
		});
		picker.onDidHide(() => {
			resolve(undefined);
			picker.dispose();
		});
		picker.show();
	});
}
