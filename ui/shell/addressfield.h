// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/recentfeeds.h"
#include "ui/text/explanation.h"

#include <QLineEdit>
#include <QUrl>

class QAction;
class QStandardItemModel;

namespace shell {

//! Where an address is typed. Knows the addresses used before; shows secrets only while a person edits.
class AddressField : public QLineEdit
{
    Q_OBJECT
public:
    explicit AddressField(QWidget *parent = nullptr);

    void setRecent(const settings::RecentFeeds &recent);
    //! The address that counts now; Escape brings it back.
    void setAddress(const QUrl &url);
    //! The exact text, also while a redacted one is shown.
    [[nodiscard]] QString typed() const;
    //! Emits addressEntered() or problemFound(): what Enter does.
    void enter();

signals:
    void addressEntered(const QUrl &url);
    //! A command line of another tool was pasted, or entered.
    void commandEntered(const QString &command);
    void problemFound(const text::Explanation &problem);
    //! What was wrong is being mended, or the field shows something else.
    void problemGone();
    void escaped();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void edited(const QString &text);
    void showMark();
    void hideSecrets();
    void showExact();

    QStandardItemModel *m_recent;
    QUrl m_address;
    QAction *m_mark; //!< What a person should know about this address.
    qsizetype m_length = 0; //!< Before the last edit.
    QString m_exact; //!< While the field shows it redacted; else empty.
};

} // namespace shell
