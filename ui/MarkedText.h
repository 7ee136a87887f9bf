// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace pt {

/// One line of monospaced text with some of its characters marked. Left to right always, as it shows
/// addresses. Scrolls sideways by itself to keep the mark in sight.
class MarkedText : public QWidget
{
    Q_OBJECT

public:
    explicit MarkedText(QWidget *parent = nullptr);

    /// `start` -1: nothing is marked.
    void setText(const QString &text, qsizetype start = -1, qsizetype length = 0);
    QString text() const { return m_text; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void describe();

    QString m_text;
    qsizetype m_start = -1;
    qsizetype m_length = 0;
};

} // namespace pt
