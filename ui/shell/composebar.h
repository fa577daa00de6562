// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;
class QPushButton;
class QToolButton;

namespace messages {
class ComposerPanel;
}

namespace shell {

//! One line under the messages to write and send: the composer's own draft, which it shows and changes. It opens into the
//! whole composer, over the messages.
class ComposeBar : public QWidget
{
    Q_OBJECT
public:
    //! \a composer must outlive it.
    explicit ComposeBar(messages::ComposerPanel &composer, QWidget *parent = nullptr);

    [[nodiscard]] QLineEdit *field() const { return m_field; }
    [[nodiscard]] QToolButton *openButton() const { return m_open; }
    void setOpen(bool open);

signals:
    void openToggled(bool open);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void showDraft();

    messages::ComposerPanel &m_composer;
    QToolButton *m_open;
    QLineEdit *m_field;
    QPushButton *m_send;
};

} // namespace shell
