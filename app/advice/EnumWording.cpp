// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/Wording.h"

#include <QCoreApplication>

namespace pt {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("EnumWording", text);
}

} // namespace

QString wordStageName(StageId stage)
{
    switch (stage) {
    case StageId::Settings:
        return translated(QT_TRANSLATE_NOOP("EnumWording", "Settings"));
    case StageId::Resolve:
        return translated(QT_TRANSLATE_NOOP("EnumWording", "Find the proxy's address"));
    case StageId::Connect:
        return translated(QT_TRANSLATE_NOOP("EnumWording", "Connect to the proxy"));
    case StageId::Secure:
        return translated(QT_TRANSLATE_NOOP("EnumWording", "Encrypt the way to the proxy"));
    case StageId::Challenge:
        return translated(QT_TRANSLATE_NOOP("EnumWording", "Ask without a sign-in"));
    case StageId::SignIn:
        return translated(QT_TRANSLATE_NOOP("EnumWording", "Sign in to the proxy"));
    case StageId::Tunnel:
        return translated(QT_TRANSLATE_NOOP("EnumWording", "Open the tunnel"));
    case StageId::Target:
        return translated(QT_TRANSLATE_NOOP("EnumWording", "Reach the website"));
    case StageId::SecondOpinion:
        return translated(QT_TRANSLATE_NOOP("EnumWording", "Second opinion"));
    }
    return {};
}

QString wordWay(const SettingsChoice &choice)
{
    switch (choice.way) {
    case SettingsChoice::Way::Proxy:
        return choice.endpoint.authority();
    case SettingsChoice::Way::Direct:
        return translated(QT_TRANSLATE_NOOP("EnumWording", "past every proxy"));
    case SettingsChoice::Way::PacUnknown:
        return translated(QT_TRANSLATE_NOOP("EnumWording", "as a PAC file says, not known"));
    case SettingsChoice::Way::NothingSet:
        break;
    }
    return translated(QT_TRANSLATE_NOOP("EnumWording", "no proxy set"));
}

QString wordStageStatus(StageStatus status)
{
    switch (status) {
    case StageStatus::Passed:
        return translated(QT_TRANSLATE_NOOP("EnumWording", "passed"));
    case StageStatus::Failed:
        return translated(QT_TRANSLATE_NOOP("EnumWording", "failed"));
    case StageStatus::Warning:
        return translated(QT_TRANSLATE_NOOP("EnumWording", "warning"));
    case StageStatus::Skipped:
        return translated(QT_TRANSLATE_NOOP("EnumWording", "not needed"));
    case StageStatus::NotTested:
        return translated(QT_TRANSLATE_NOOP("EnumWording", "not tested"));
    }
    return {};
}

QString wordProduct(const SeenProduct &product)
{
    const QString name = (product.name + u' ' + product.version).trimmed();
    return product.sure
        ? translated(QT_TRANSLATE_NOOP("EnumWording", "This looks like %1.")).arg(name)
        : translated(QT_TRANSLATE_NOOP("EnumWording", "This may be %1.")).arg(name);
}

QString wordActor(Actor actor)
{
    switch (actor) {
    case Actor::User:
        return translated(QT_TRANSLATE_NOOP("EnumWording", "The person at the computer"));
    case Actor::HelpDesk:
        return translated(QT_TRANSLATE_NOOP("EnumWording", "The help desk"));
    case Actor::ProxyAdmin:
        return translated(QT_TRANSLATE_NOOP("EnumWording", "The people who run the proxy"));
    case Actor::Provider:
        return translated(QT_TRANSLATE_NOOP("EnumWording", "The proxy's provider"));
    case Actor::SiteOwner:
        return translated(QT_TRANSLATE_NOOP("EnumWording", "The website's owner"));
    case Actor::Nobody:
        return translated(QT_TRANSLATE_NOOP("EnumWording", "Nobody: there is nothing to do"));
    }
    return {};
}

QString wordConfidence(Confidence confidence)
{
    switch (confidence) {
    case Confidence::Certain:
        return translated(QT_TRANSLATE_NOOP("EnumWording", "certain: the recorded bytes prove it"));
    case Confidence::Likely:
        return translated(QT_TRANSLATE_NOOP("EnumWording", "likely"));
    case Confidence::Possible:
        return translated(QT_TRANSLATE_NOOP("EnumWording", "possible"));
    }
    return {};
}

QString wordSeverity(Severity severity)
{
    switch (severity) {
    case Severity::Ok:
        return translated(QT_TRANSLATE_NOOP("EnumWording", "OK"));
    case Severity::Info:
        return translated(QT_TRANSLATE_NOOP("EnumWording", "Note"));
    case Severity::Warning:
        return translated(QT_TRANSLATE_NOOP("EnumWording", "Warning"));
    case Severity::Error:
        return translated(QT_TRANSLATE_NOOP("EnumWording", "Fault"));
    }
    return {};
}

} // namespace pt
