// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ClipboardKeeper.h"

#include "platform/SecretForClipboard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr auto ownMark = "application/x-proxy-triage-secret"_L1;
// Read by KDE's and others' clipboard managers, which then keep no history of it.
constexpr auto managerHint = "x-kde-passwordManagerHint"_L1;

} // namespace

ClipboardKeeper::ClipboardKeeper(int secretMs, QObject *parent)
    : QObject(parent)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(secretMs);
    connect(&m_timer, &QTimer::timeout, this, &ClipboardKeeper::forgetSecret);
}

ClipboardKeeper::~ClipboardKeeper()
{
    forgetSecret();
}

void ClipboardKeeper::copy(const QString &text)
{
    m_timer.stop();
    QGuiApplication::clipboard()->setText(text);
}

void ClipboardKeeper::copySecret(const Secret &secret)
{
    auto *data = new QMimeData; // the clipboard takes it
    data->setText(secretForClipboard(secret));
    data->setData(ownMark, "1"_ba);
    data->setData(managerHint, "secret"_ba);
    QGuiApplication::clipboard()->setMimeData(data);
    m_timer.start();
}

void ClipboardKeeper::forgetSecret()
{
    m_timer.stop();
    QClipboard *clipboard = QGuiApplication::clipboard();
    if (!clipboard)
        return;
    const QMimeData *data = clipboard->mimeData();
    if (data && data->hasFormat(ownMark))
        clipboard->clear();
}

} // namespace pt
