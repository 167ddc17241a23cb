import { app, Menu, type MenuItemConstructorOptions, type WebContents } from 'electron';
import { sendEvent } from './ipc';

/**
 * The application menu. Its own entries run rows of the page's command table, which also handles their keys: the accelerators
 * here are shown, not registered.
 */
export function installMenu(page: WebContents): void {
  const command = (label: string, id: string, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    accelerator,
    registerAccelerator: false,
    click: () => sendEvent(page, 'app.command', { command: id }),
  });
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const template: MenuItemConstructorOptions[] = [
    {
      label: '&File',
      submenu: [
        command('Open Files…', 'queue.openFiles', 'CmdOrCtrl+O'),
        command('Open Folder…', 'queue.openFolder', 'CmdOrCtrl+Shift+O'),
        command('Open the Sample Set', 'queue.openSamples'),
        separator,
        { role: process.platform === 'darwin' ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        command('Command Palette', 'view.palette', 'CmdOrCtrl+K'),
        separator,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [separator, { role: 'reload' } as const, { role: 'toggleDevTools' } as const]),
      ],
    },
    { role: 'help', submenu: [command('Keys', 'help.keys', '?')] },
  ];
  const appMenu: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  Menu.setApplicationMenu(Menu.buildFromTemplate([...appMenu, ...template]));
}
