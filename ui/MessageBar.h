// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Finding.h"

#include <QFrame>

class QToolButton;

namespace pt {

class PlainLabel;

/// A note across the window: what happened and what to do. Hidden while there is nothing to say.
class MessageBar : public QFrame
{
    Q_OBJECT

public:
    explicit MessageBar(QWidget *parent = nullptr);

    void showMessage(Severity severity, const QString &text);
    void clear();
    QString message() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyColours();
    void retranslate();

    PlainLabel *m_mark;
    PlainLabel *m_text;
    QToolButton *m_close;
    Severity m_severity = Severity::Info;
};

} // namespace pt
