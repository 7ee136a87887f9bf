// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Case.h"
#include "model/Finding.h"

#include <QWidget>

namespace pt {

/// The way from this computer through the proxy to the site, and where it is broken.
class ChainView : public QWidget
{
    Q_OBJECT

public:
    enum class Link { Fine, Broken, NotTried };
    /// What the picture shows, apart from how.
    struct Chain
    {
        Link toProxy = Link::Fine;
        Link toSite = Link::Fine;
        bool siteAtFault = false; ///< the way is whole, the site itself says no
        Severity severity = Severity::Ok;
        bool operator==(const Chain &) const = default;
    };

    explicit ChainView(QWidget *parent = nullptr);

    static Chain chainOf(const Diagnosis &diagnosis);
    void setCase(const Case &value, const Diagnosis &diagnosis);
    const Chain &chain() const { return m_chain; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void describe();
    QString linkWords(Link link, bool toProxy) const;

    Chain m_chain;
    QString m_proxySentence; ///< the same as one sentence
    QString m_product; ///< what the proxy looks like, empty: not known
    QString m_proxy;
    QString m_site;
    StageId m_stage = StageId::Settings;
};

} // namespace pt
